import { milligrams, partyOf, type RecordedEvent } from '#kernel';
import type { Waste, WasteOutput } from '../journey.js';
import { batchSubjectsOf } from '../set/links.js';
import { numberOf, textOf } from '../set/payload.js';
import { type Axis, countryOf, type Walk } from '../walk/walk.js';
import { categoryDefaults } from './category-defaults.js';
import { outputMasses } from './waste-outputs.js';

interface Flow {
  eventId: string;
  at: number;
  partner: string;
  country?: string;
  massMg?: number;
  massSource?: string;
}

/** The device's mass at this event: the event's own, else as known, else the category's default. */
function flow(walk: Walk, event: RecordedEvent, key: 'massKg' | 'inputMassKg' = 'massKg'): Flow {
  const country = countryOf(event);
  const own = walk.memory.implausible.has(event.id) ? undefined : numberOf(event.data, key);
  const fallback = categoryDefaults(walk.journey.description.category).massMg;
  const known =
    own !== undefined
      ? { massMg: milligrams(own), massSource: textOf(event.data, 'massSource') ?? 'declared' }
      : walk.mass !== undefined
        ? { massMg: walk.mass.massMg, massSource: walk.mass.source }
        : fallback !== undefined
          ? { massMg: fallback, massSource: 'category_default' }
          : {};
  return {
    eventId: event.id,
    at: event.metadata.instant,
    partner: partyOf(event),
    ...(country !== undefined && { country }),
    ...known,
  };
}

function becomeWeee(walk: Walk, event: RecordedEvent): void {
  const { journey } = walk;
  if (journey.legal === 'weee') return;
  journey.legal = 'weee';
  startAccount(walk);
  journey.waste.becameWeee = flow(walk, event);
}

/** A device prepared for reuse once may become waste again: its first account is kept beside the new one. */
function startAccount({ journey }: Walk): void {
  if (journey.waste.becameWeee === undefined && journey.waste.collected === undefined) return;
  if (journey.waste.preparedForReuse === undefined) return;
  journey.pastWaste = [...(journey.pastWaste ?? []), journey.waste];
  journey.waste = { outputs: [] };
}

function collect(walk: Walk, event: RecordedEvent): void {
  startAccount(walk);
  const { partner, ...rest } = flow(walk, event);
  const collector = textOf(event.data, 'collectorRef') ?? partner;
  walk.journey.waste.collected = { ...rest, collector };
}

function completed(walk: Walk, event: RecordedEvent): void {
  const { waste } = walk.journey;
  const batch = batchOf(walk, event);
  const made = outputMasses(walk, event);
  const country = countryOf(event);
  for (const { item, massMg } of made) {
    const output: WasteOutput = {
      eventId: event.id,
      at: event.metadata.instant,
      partner: partyOf(event),
      material: textOf(item, 'material') ?? 'unknown',
      massMg,
      route: routeOf(textOf(item, 'route')),
      massBasis: textOf(event.data, 'massBasis') === 'measured' ? 'measured' : 'allocated',
    };
    if (country !== undefined) output.country = country;
    if (typeof item.hazardous === 'boolean') output.hazardous = item.hazardous;
    else if (typeof event.data.hazardous === 'boolean') output.hazardous = event.data.hazardous;
    if (typeof event.data.onSite === 'boolean') output.onSite = event.data.onSite;
    if (batch !== undefined) output.batch = batch;
    waste.outputs.push(output);
  }
}

const batchOf = ({ journey: { batches } }: Walk, event: RecordedEvent): string | undefined =>
  event.metadata.addressedBy.find((text) => text.startsWith('batch:')) ??
  batches.find((batch) => batchSubjectsOf(event).includes(batch));

const ROUTES = ['reuse', 'recycling', 'energy_recovery', 'other_recovery', 'incineration', 'landfill'] as const;
const routeOf = (text: string | undefined): WasteOutput['route'] =>
  ROUTES.find((route) => route === text) ?? 'landfill';

function joinBatch(walk: Walk, event: RecordedEvent): void {
  for (const batch of batchSubjectsOf(event))
    if (!walk.journey.batches.includes(batch)) walk.journey.batches.push(batch);
}

/** Legal status and the mass that goes through the WEEE account. */
export const waste: Axis = {
  TakenBack: (walk, event) => {
    collect(walk, event);
    const status = textOf(event.data, 'legalStatus');
    if (status === 'weee') becomeWeee(walk, event);
    else if (status === 'used_eee') walk.journey.legal = 'used_eee';
  },
  CollectedAsWaste: (walk, event) => {
    joinBatch(walk, event);
    collect(walk, event);
    becomeWeee(walk, event);
  },
  DesignatedForRecycling: becomeWeee,
  RefurbishmentCompleted: (walk, event) => {
    const { journey } = walk;
    if (textOf(event.data, 'outcome') !== 'pass' || journey.legal !== 'weee') return;
    journey.legal = 'prepared_for_reuse';
    journey.waste.preparedForReuse = flow(walk, event);
  },
  RecyclingReceived: (walk, event) => {
    joinBatch(walk, event);
    const batchRef = textOf(event.data, 'batchRef');
    const input: NonNullable<Waste['recyclingInput']> = flow(walk, event, 'inputMassKg');
    if (batchRef !== undefined) input.batchRef = batchRef;
    walk.journey.waste.recyclingInput = input;
  },
  RecyclingCompleted: completed,
};
