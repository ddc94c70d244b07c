import type { Receipt, RecordedEvent } from '#kernel';
import { walkOn } from '../fold.js';
import { deviceStream } from '../set/attribution.js';
import { historyOf } from '../set/history.js';
import { linkedStreams, mayLink } from '../set/links.js';
import { compareCanonical, isAboutEvents, isPlatformRegistration } from '../set/order.js';
import { targetOf } from '../set/payload.js';
import { startWalk, type Walk } from '../walk/walk.js';
import type { Known } from './known.js';
import { newAnomalies, receiptFor } from './receipt.js';

/** Types that change how other events are read, whenever they happened. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(['DeviceManufactured', 'DevicesMerged', 'DeviceSplit']);

/** Whether an event leaves everything as it is that was said before: it voids, decides, ties and dates nothing. */
export const onlyAdds = (event: RecordedEvent): boolean =>
  !READ_ELSEWHERE.has(event.type) &&
  !isAboutEvents(event) &&
  !isPlatformRegistration(event) &&
  !namesAnother(event) &&
  !tiesDevices(event) &&
  event.occurredAtPrecision !== 'day' &&
  !event.metadata.addressedBy.some((subject) => subject.startsWith('order:'));

/** What an event speaks of may be in the set, or come into it later. */
function namesAnother(event: RecordedEvent): boolean {
  const { eventId, reference } = targetOf(event);
  return event.corrects !== undefined || eventId !== undefined || reference !== undefined;
}

const tiesDevices = ({ metadata: { contests, rivals, newDeviceId, replacementIn } }: RecordedEvent): boolean =>
  contests !== undefined || rivals !== undefined || newDeviceId !== undefined || replacementIn !== undefined;

/** Whether it is worth walking a device's journey for this event: what comes late, or links more, needs a fold anyway. */
export const mayTake = (known: Known, deviceId: string, event: RecordedEvent): boolean =>
  known.stream(deviceStream(deviceId)).every(({ metadata }) => metadata.instant <= event.metadata.instant) &&
  emptyLinks(known, deviceId, event) !== undefined;

/** Streams that the device links to with this event, as long as nothing has been said of them: those are no links yet. */
function emptyLinks(known: Known, deviceId: string, event: RecordedEvent): readonly string[] | undefined {
  if (!mayLink(event)) return [];
  const streams = linkedStreams([...known.stream(deviceStream(deviceId)), event]);
  return known.streams(streams).every(({ length }) => length === 0) ? streams : undefined;
}

/**
 * A device's journey on its way: walked as far as its events go, and walked on where the next one only adds to them. A
 * batch of reports on one device is then walked once instead of once per report. It answers what a fold of the whole
 * would say of the event, or nothing where only such a fold can tell.
 */
export class RunningJourney {
  private constructor(
    private readonly deviceId: string,
    private readonly walk: Walk,
    /** Events of its own that are walked. */
    private walked: number,
    /** Lengths of the streams that it is linked to, by name. */
    private readonly linked: Map<string, number>,
  ) {}

  /** `undefined` for a device whose earlier events may yet be read otherwise. */
  static of(known: Known, deviceId: string): RunningJourney | undefined {
    if (known.holder('link', deviceId) !== null) return undefined;
    const own = known.stream(deviceStream(deviceId));
    if (own.length === 0 || own.some((event) => event.corrects !== undefined || isAboutEvents(event))) return undefined;
    const streams = linkedStreams(own);
    const others = known.streams(streams);
    const history = historyOf({ deviceId, events: [...own, ...others.flat()] });
    const isSettled =
      history.attribution.members.length === 1 &&
      history.voided.length === 0 &&
      history.aboutEvents.length === 0 &&
      history.foreign.length === 0 &&
      history.contests.length === 0 &&
      !history.context.byDate &&
      !history.events.some(namesAnother);
    if (!isSettled) return undefined;
    const walk = startWalk(history);
    for (const event of history.events) walkOn(walk, event);
    return new RunningJourney(deviceId, walk, own.length, lengthsOf(streams, others));
  }

  /** Whether it has walked all that is known. */
  isCurrent(known: Known): boolean {
    if (known.holder('link', this.deviceId) !== null) return false;
    if (known.stream(deviceStream(this.deviceId)).length !== this.walked) return false;
    for (const [stream, length] of this.linked) if (known.stream(stream).length !== length) return false;
    return true;
  }

  /** What is told of an event, which is about to be known. `undefined`: it is not walked, and only a fold can tell. */
  take(event: RecordedEvent, known: Known): Receipt | undefined {
    const { events } = this.walk.history;
    const last = events.at(-1);
    if (last !== undefined && compareCanonical(last, event) > 0) return undefined;
    const links = emptyLinks(known, this.deviceId, event);
    if (links === undefined) return undefined;
    for (const stream of links) this.linked.set(stream, 0);
    const { anomalies } = this.walk.journey;
    const before = anomalies.length;
    events.push(event);
    this.walked += 1;
    const standing = walkOn(this.walk, event);
    const earlier = () => new Set(anomalies.slice(0, before).map(({ id }) => id));
    const raised = newAnomalies(event.id, earlier, anomalies);
    return receiptFor(event.id, { deviceId: this.deviceId, standing, anomalies: raised, deviceCreated: false });
  }
}

const lengthsOf = (streams: readonly string[], events: readonly (readonly RecordedEvent[])[]) =>
  new Map(streams.map((stream, index) => [stream, events[index]?.length ?? 0]));
