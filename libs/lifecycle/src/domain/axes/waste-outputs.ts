import { type JsonObject, milligrams, type RecordedEvent } from '#kernel';
import { type Finding, isAccepted, raise } from '../findings/raise.js';
import { numberOf, objectsOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** Outputs may exceed the input by what scales and moisture explain, not by more (catalogue, rule 10). */
const TOLERANCE_PERCENT = 105;

export interface OutputMass {
  item: JsonObject;
  massMg: number;
}

/**
 * Masses of a recycler's outputs: as weighed, or as shares of the device's input. Unbalanced ones are left out until a
 * person confirms them, so that no recovery rate rests on them (failure case 23).
 */
export function outputMasses(walk: Walk, event: RecordedEvent): OutputMass[] {
  const { recyclingInput } = walk.journey.waste;
  const input = recyclingInput?.massMg;
  const batch = event.metadata.addressedBy.find((text) => text.startsWith('batch:'));
  const items = objectsOf(event.data, 'outputs');
  const masses: OutputMass[] = [];
  for (const item of items) {
    const massKg = numberOf(item, 'massKg');
    const share = numberOf(item, 'share');
    const massMg = massKg === undefined ? undefined : shareOf(walk, batch, input, milligrams(massKg));
    if (massMg !== undefined) masses.push({ item, massMg });
    else if (massKg === undefined && share !== undefined && input !== undefined)
      masses.push({ item, massMg: Math.round(share * input) });
  }
  if (recyclingInput === undefined || input === undefined) return masses;
  // The batch's event is one for all of its devices: their own receipts tell findings on it apart.
  const receipt = batch === undefined ? {} : { with: [recyclingInput.eventId] };
  if (batch !== undefined && isBatchMassMissing(walk, batch, items))
    raise(walk, event, { ...BATCH_MASS_MISSING, ...receipt });
  const explanation = batch === undefined ? deviceExcess(masses, input) : batchExcess(walk, batch, items);
  if (explanation === undefined) return masses;
  const anomaly = raise(walk, event, {
    ...receipt,
    rule: 'mass-balance',
    severity: 'warning',
    explanation: `${explanation} Correct the one that is wrong; until then they are in no rate.`,
  });
  return isAccepted(anomaly) ? masses : [];
}

const exceeds = (output: number, input: number): boolean => output * 100 > input * TOLERANCE_PERCENT;

const weighing = (output: number, input: number): string =>
  `The outputs weigh ${output / 1e6} kg, the input ${input / 1e6} kg.`;

function deviceExcess(masses: readonly OutputMass[], input: number): string | undefined {
  const total = masses.reduce((sum, { massMg }) => sum + massMg, 0);
  return exceeds(total, input) ? weighing(total, input) : undefined;
}

/** A batch balances as a whole: by what its devices' shares round to, no one of them would. */
function batchExcess(walk: Walk, batch: string, items: readonly JsonObject[]): string | undefined {
  const ppm = Math.round(items.reduce((sum, item) => sum + (shareIn(item) ?? 0), 0) * 1e6);
  const massMg = items.reduce((sum, item) => sum + milligrams(numberOf(item, 'massKg') ?? 0), 0);
  const whole = batchInput(walk, batch);
  if (massMg === 0 || whole === undefined)
    return exceeds(ppm, 1e6) ? `The shares of the outputs of ${batch} add up to ${ppm / 1e6}, not to 1.` : undefined;
  const total = massMg + Math.round((ppm * whole) / 1e6);
  return exceeds(total, whole) ? `Of ${batch}: ${weighing(total, whole)}` : undefined;
}

const shareIn = (item: JsonObject): number | undefined =>
  numberOf(item, 'massKg') === undefined ? numberOf(item, 'share') : undefined;

/** `undefined` where nobody weighed it. */
const batchInput = ({ history }: Walk, batch: string): number | undefined =>
  history.batchInputMg.get(batch) || undefined;

const isBatchMassMissing = (walk: Walk, batch: string, items: readonly JsonObject[]): boolean =>
  batchInput(walk, batch) === undefined && items.some((item) => numberOf(item, 'massKg') !== undefined);

const BATCH_MASS_MISSING: Finding = {
  rule: 'batch-mass-missing',
  severity: 'warning',
  explanation:
    'The outputs of the batch cannot be shared out to its devices: its mass is not known. Report RecyclingReceived with `batchMassKg`, its subject the batch.',
};

/** Of a batch's outputs a device has the share that it had of the input; unknown where one of the two is. */
function shareOf(walk: Walk, batch: string | undefined, input: number | undefined, massMg: number): number | undefined {
  if (batch === undefined) return massMg;
  const whole = batchInput(walk, batch);
  return whole === undefined || input === undefined ? undefined : Math.round((massMg * input) / whole);
}
