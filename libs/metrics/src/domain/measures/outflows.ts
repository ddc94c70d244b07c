import type { Cycle, Journey, WasteOutput } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** What left the cycles that ended, by what became of it, in the month of the end: measured, not what could become. */
export const outflowMeasures: MeasureFamily = {
  measures: [
    { name: 'outflowMass', unit: 'mg', summary: 'Mass that left with the end of a cycle, by what became of it.' },
    { name: 'outflowUnits', unit: 'count', summary: 'Cycles of that mass.' },
    { name: 'outflowUnknown', unit: 'count', summary: 'Cycles that ended, of which that is not known, by reason.' },
  ],
  contributions: (journey: Journey) => journey.cycles.flatMap((cycle) => ofCycle(journey, cycle)),
};

type Fate = 'reuse' | 'recycling' | 'recovery' | 'disposal';

const FATES: Readonly<Record<WasteOutput['route'], Fate>> = {
  reuse: 'reuse',
  recycling: 'recycling',
  energy_recovery: 'recovery',
  other_recovery: 'recovery',
  incineration: 'disposal',
  landfill: 'disposal',
};

function ofCycle(journey: Journey, cycle: Cycle): Contribution[] {
  const { outcomeAt: at, outcomeBy, outcomePartner: partner, country } = cycle;
  const left = leftWith(journey, cycle);
  if (at === undefined || left === undefined) return [];
  const cell = { at, because: [outcomeBy] };
  const dimensions = { partner, country, ...described(journey) };
  if ('unknown' in left) {
    const reason = left.unknown;
    return [contribution({ ...cell, measure: 'outflowUnknown', dimensions: { ...dimensions, reason } })];
  }
  return [
    ...[...left].map(([fate, mass]) =>
      contribution({ ...cell, measure: 'outflowMass', amount: BigInt(mass), dimensions: { ...dimensions, fate } }),
    ),
    contribution({ ...cell, measure: 'outflowUnits', dimensions }),
  ];
}

/** `undefined`: it came back in its return window, went to somebody who may go on with it, or is lost: no outflow. */
function leftWith(journey: Journey, cycle: Cycle): Map<Fate, number> | { unknown: string } | undefined {
  const { massMg } = journey.description;
  switch (cycle.outcome) {
    case 'refurbished':
    case 'resold_as_is':
      if (journey.sales.some(({ cycle: ended, returned }) => ended === cycle.number && returned?.inWindow === true))
        return undefined;
      return massMg === undefined ? { unknown: 'mass-unknown' } : new Map([['reuse', massMg]]);
    case 'harvested':
    case 'recycled':
      return takenApart(journey, cycle);
    default:
      return undefined;
  }
}

function takenApart({ parts, waste }: Journey, { number, openedAt }: Cycle): ReturnType<typeof leftWith> {
  const outputs = waste.outputs.filter(({ at }) => at >= openedAt);
  const reused = parts.filter(
    ({ change, disposition, testedOk, cycle }) =>
      change === 'removed' && disposition === 'reuse' && testedOk !== false && cycle === number,
  );
  if (outputs.length === 0) return { unknown: 'treatment-not-reported' };
  if (reused.some(({ massMg }) => massMg === undefined)) return { unknown: 'part-mass-unknown' };
  const left = new Map<Fate, number>();
  const add = (fate: Fate, massMg: number) => left.set(fate, (left.get(fate) ?? 0) + massMg);
  for (const { massMg = 0 } of reused) add('reuse', massMg);
  for (const { route, massMg } of outputs) add(FATES[route], massMg);
  return left;
}
