import { type JsonObject, milligrams, partyOf, type RecordedEvent } from '#kernel';
import { isPlatformRegistration } from '../set/order.js';
import { numberOf, textOf } from '../set/payload.js';
import { type Axis, hasRole, type Walk } from '../walk/walk.js';

type Field = 'category' | 'brand' | 'model' | 'gtin' | 'storageGB';
const TEXTS: readonly Field[] = ['category', 'brand', 'model', 'gtin'];

/** The best source wins, then the latest (catalogue, rule 13): maker, test tool, others, operators, the platform. */
function sourceRank(event: RecordedEvent): number {
  if (isPlatformRegistration(event)) return 0;
  if (event.type === 'DeviceManufactured' || hasRole(event, 'manufacturer') === true) return 4;
  if (event.type === 'DiagnosticsReported' || hasRole(event, 'diagnostics') === true) return 3;
  return event.confidence === 'asserted' || hasRole(event, 'operator') === true ? 1 : 2;
}

function wins(walk: Walk, field: string, rank: number): boolean {
  if ((walk.descriptionRank.get(field) ?? -1) > rank) return false;
  walk.descriptionRank.set(field, rank);
  return true;
}

function describe(walk: Walk, event: RecordedEvent): void {
  const rank = sourceRank(event);
  const { description } = walk.journey;
  const { data } = event;
  for (const field of TEXTS) {
    const value = textOf(data, field);
    if (value === undefined || (field === 'category' && value === 'unknown')) continue;
    if (wins(walk, field, rank)) Object.assign(description, { [field]: value });
  }
  const storageGB = numberOf(data, 'storageGB');
  if (storageGB !== undefined && wins(walk, 'storageGB', rank)) description.storageGB = storageGB;
  weigh(walk, event, numberOf(data, 'massKg'), rank);
}

/** Mass as reported; one that its category does not allow was taken out of `massKg` before (CONTRACTS R1). */
function weigh(walk: Walk, event: RecordedEvent, massKg: number | undefined, rank = sourceRank(event)): void {
  if (massKg === undefined || walk.memory.implausible.has(event.id) || !wins(walk, 'massKg', rank)) return;
  const source = textOf(event.data, 'massSource');
  const { description } = walk.journey;
  description.massMg = milligrams(massKg);
  description.massSource = isMassSource(source) ? source : 'declared';
  walk.mass = { massMg: description.massMg, source: description.massSource };
}

const isMassSource = (text: string | undefined): text is 'measured' | 'declared' | 'model' | 'category_default' =>
  text === 'measured' || text === 'declared' || text === 'model' || text === 'category_default';

/** Brand, model, category, mass: what the device is. */
export const description: Axis = {
  DeviceRegistered: (walk, event) => {
    describe(walk, event);
    if (textOf(event.data, 'provenance') === 'new') walk.knownNew = true;
  },
  DeviceDescribed: describe,
  DeviceManufactured: (walk, event) => {
    describe(walk, event);
    walk.knownNew = true;
    const { journey } = walk;
    const manufacturedOn = textOf(event.data, 'manufacturedOn');
    if (manufacturedOn !== undefined) journey.description.manufacturedOn = manufacturedOn;
    journey.declaredManufacture = event.data as JsonObject;
    journey.relations.made.push(...[partyOf(event)].filter((maker) => !journey.relations.made.includes(maker)));
  },
  DiagnosticsReported: describe,
  DeviceReceived: (walk, event) => weigh(walk, event, numberOf(event.data, 'massKg')),
  TakenBack: (walk, event) => weigh(walk, event, numberOf(event.data, 'massKg')),
  CollectedAsWaste: (walk, event) => weigh(walk, event, numberOf(event.data, 'massKg')),
  DamageReported: (walk, event) => weigh(walk, event, numberOf(event.data, 'massKg')),
};
