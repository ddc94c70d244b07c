import { type Day, type Micros, milligrams, type RecordedEvent } from '#kernel';
import { type Attribution, attribute, homeDevice } from './attribution.js';
import { type Contest, contestsOf } from './contests.js';
import { type Decisions, decisionsOf } from './decisions.js';
import { batchSubjectsOf, claimSameLine, isOfLine, orderSubjectsOf, partSubjectsOf } from './links.js';
import { modelSubjectsOf } from './models.js';
import { canonicalOrder, isAboutEvents, type OrderContext, orderContext } from './order.js';
import { numberOf, textOf } from './payload.js';
import { type VoidGraph, voidGraph } from './void-graph.js';

export interface FoldInput {
  /** Any member of the component. */
  deviceId: string;
  /** Every event of the component's streams and of the streams linked to them, in any order, repeats allowed. */
  events: readonly RecordedEvent[];
  /** Cuts by occurrence, after attribution and voiding, which are known regardless of when things happened. */
  asOf?: Micros;
}

/** A device's own events, put in order and cleared of what was voided, ready to be walked. */
export interface History {
  attribution: Attribution;
  /** Not void, in canonical order. */
  events: RecordedEvent[];
  context: OrderContext;
  voided: RecordedEvent[];
  /** Retractions and decisions, which stand outside the order. */
  aboutEvents: RecordedEvent[];
  voids: VoidGraph;
  decisions: Decisions;
  /** Events of other devices that were given as well: they may contest an identifier or an order line. */
  foreign: RecordedEvent[];
  /** Input of a batch as its own receipts say, milligrams, by `batch:<partner>:<ref>`. */
  readonly batchInputMg: Map<string, number>;
  asOf?: Micros;
  /** Day on which the device was made, as the set says: it binds what sorts before the maker's report as well. */
  madeOn?: Day;
  /** Tests of parts that went in or out: they say what the parts are good for, and nothing of the device. */
  readonly partTests: RecordedEvent[];
  /** Identifiers that another device claims as well. */
  contests: readonly Contest[];
  /** Whether an event of that id is in the set at all. */
  isKnown(eventId: string): boolean;
}

export function historyOf({ deviceId, events, asOf }: FoldInput): History {
  const distinct = withoutRepeats(events);
  const voids = voidGraph(distinct);
  const attribution = attribute(deviceId, distinct, voids);
  const members = new Set(attribution.members);
  const history: History = {
    attribution,
    events: [],
    context: orderContext([]),
    voided: [],
    aboutEvents: [],
    voids,
    decisions: decisionsOf(distinct, voids),
    foreign: [],
    batchInputMg: new Map(),
    partTests: [],
    contests: [],
    isKnown: (eventId) => distinct.some(({ id }) => id === eventId),
    ...(asOf !== undefined && { asOf }),
  };
  const own: RecordedEvent[] = [];
  const others: RecordedEvent[] = [];
  for (const event of distinct) {
    const device = deviceOf(event, attribution, voids);
    if (device === undefined) others.push(event);
    else if (members.has(device)) own.push(event);
    else history.foreign.push(event);
  }
  if (others.length > 0) {
    history.partTests.push(...partTestsOf(own, others, history));
    own.push(...linkedEvents(own, others, history));
  }
  if (history.foreign.length > 0 || own.some(({ metadata }) => metadata.contests !== undefined)) {
    history.contests = contestsOf(own, history.foreign, attribution, voids);
  }
  if (own.length > 0) own.push(...history.foreign.filter((event) => isReplacementBy(event, members, voids)));
  const standing: RecordedEvent[] = [];
  for (const event of own) {
    if (asOf !== undefined && event.metadata.instant > asOf) continue;
    if (isAboutEvents(event)) history.aboutEvents.push(event);
    else if (voids.voidedBy(event.id) !== undefined) history.voided.push(event);
    else standing.push(event);
  }
  history.context = orderContext(standing);
  history.events = canonicalOrder(standing, history.context);
  const madeOn = manufactureDay(history);
  if (madeOn !== undefined) history.madeOn = madeOn;
  return history;
}

/** The last word of a maker that nobody has set aside. */
function manufactureDay({ events, decisions }: History): Day | undefined {
  const report = events.findLast(
    ({ id, type }) => type === 'DeviceManufactured' && decisions.standing.get(id)?.type !== 'EventSetAside',
  );
  return report === undefined ? undefined : textOf(report.data, 'manufacturedOn');
}

/** A report on another device that says that this one took its place. */
const isReplacementBy = ({ id, metadata }: RecordedEvent, members: ReadonlySet<string>, voids: VoidGraph): boolean =>
  metadata.newDeviceId !== undefined && members.has(metadata.newDeviceId) && voids.voidedBy(id) === undefined;

function withoutRepeats(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const seen = new Set<string>();
  for (const event of events) seen.add(event.id);
  if (seen.size === events.length) return events;
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

/** A retraction or decision belongs where its target belongs, also after a split. */
function deviceOf(event: RecordedEvent, attribution: Attribution, voids: VoidGraph): string | undefined {
  if (!isAboutEvents(event)) return attribution.deviceOf(event);
  const target = voids.target(event);
  return (target === undefined ? undefined : attribution.deviceOf(target)) ?? homeDevice(event.stream);
}

/** Events of orders, batches and models that this device's own reports link to it, at their own times (rule 12, P5). */
function linkedEvents(own: readonly RecordedEvent[], others: readonly RecordedEvent[], history: History) {
  const { voids, foreign } = history;
  const linked = new Set<RecordedEvent>();
  const batches = new Set<string>();
  for (const receipt of own) {
    if (voids.voidedBy(receipt.id) !== undefined) continue;
    for (const { subject, lineRef } of orderSubjectsOf(receipt)) {
      if (isLinkedElsewhere(receipt, foreign, voids)) continue;
      for (const event of others) if (isOfLine(event, subject, lineRef)) linked.add(event);
    }
    for (const subject of batchSubjectsOf(receipt)) batches.add(subject);
  }
  const models = modelSubjectsOf(own.filter(({ id }) => voids.voidedBy(id) === undefined));
  for (const event of others) if (models.some((subject) => isOnModel(event, subject))) linked.add(event);
  for (const subject of batches) {
    for (const event of others) {
      if (isBatchResult(event, subject)) linked.add(event);
      noteBatchInput(event, subject, history);
    }
  }
  return linked;
}

function partTestsOf(own: readonly RecordedEvent[], others: readonly RecordedEvent[], history: History) {
  const { voids, decisions, asOf } = history;
  const isVoid = ({ id }: RecordedEvent) => voids.voidedBy(id) !== undefined;
  const parts = new Set(own.filter((event) => !isVoid(event)).flatMap(partSubjectsOf));
  return others.filter(
    (event) =>
      event.type === 'PartTested' &&
      event.metadata.addressedBy.some((subject) => parts.has(subject)) &&
      !isVoid(event) &&
      decisions.standing.get(event.id)?.type !== 'EventSetAside' &&
      (asOf === undefined || event.metadata.instant <= asOf),
  );
}

const isOnModel = (event: RecordedEvent, subject: string): boolean =>
  event.type === 'SoftwareSupportEnded' && event.metadata.addressedBy.includes(subject);

/** A batch's receipt is its total; a device has its own. */
const isBatchResult = (event: RecordedEvent, subject: string): boolean =>
  event.type === 'RecyclingCompleted' && event.metadata.addressedBy.includes(subject);

function noteBatchInput(event: RecordedEvent, subject: string, { voids, batchInputMg }: History): void {
  const massKg = numberOf(event.data, 'batchMassKg');
  if (event.type !== 'RecyclingReceived' || massKg === undefined) return;
  if (!event.metadata.addressedBy.includes(subject) || voids.voidedBy(event.id) !== undefined) return;
  batchInputMg.set(subject, (batchInputMg.get(subject) ?? 0) + milligrams(massKg));
}

/** Two devices for one order line: the order's events go with the receipt that is first in canonical order. */
function isLinkedElsewhere(receipt: RecordedEvent, foreign: readonly RecordedEvent[], voids: VoidGraph): boolean {
  const rivals = foreign.filter((event) => voids.voidedBy(event.id) === undefined && claimSameLine(receipt, event));
  return rivals.length > 0 && canonicalOrder([receipt, ...rivals])[0] !== receipt;
}
