import type { RecordedEvent } from '#kernel';
import { foldJourney } from '../fold.js';
import type { Journey } from '../journey.js';
import { deviceStream, homeDevice } from '../set/attribution.js';
import { linkedStreams } from '../set/links.js';
import type { Known } from './known.js';
import { mayTake, RunningJourney } from './running-journey.js';

/** Everything that decides a device's journey: its component's streams, and those that they link to. */
export interface DeviceHistory {
  /** Superset of the component (the `link` reservation), the device included. */
  devices: string[];
  events: RecordedEvent[];
  /** Changes whenever any of it does. */
  stamp: string;
}

/** A superset of the devices that were ever merged with it, split from it or in contest with it. Only grows. */
export function linkedDevices(known: Known, deviceId: string): string[] {
  const holder = known.holder('link', deviceId);
  return holder === null ? [deviceId] : (JSON.parse(holder) as string[]);
}

export function historyOfDevice(known: Known, deviceId: string): DeviceHistory {
  const devices = linkedDevices(known, deviceId);
  const own = known.streams(devices.map(deviceStream));
  const events = own.length === 1 && own[0] !== undefined ? [...own[0]] : own.flat();
  let stamp = devices.length === 1 ? `${events.length}` : `${devices.join()} ${events.length}`;
  for (const linked of known.streams(linkedStreams(events))) {
    if (linked.length > 0) events.push(...linked);
    stamp += ` ${linked.length}`;
  }
  return { devices, events, stamp };
}

/** What an event may be decided on or voided by: its device's history, or the stream of what is no device. */
export function eventsAround(known: Known, { stream }: RecordedEvent): readonly RecordedEvent[] {
  const home = homeDevice(stream);
  return home === undefined ? known.stream(stream) : historyOfDevice(known, home).events;
}

/** Types of events that may end the time for which an identifier names a device. */
const ENDING_IDENTIFIERS: ReadonlySet<string> = new Set(['IdentifierAssigned', 'IdentifierSuperseded']);

function journeyOf(deviceId: string, events: readonly RecordedEvent[]): Journey | undefined {
  const folded = events.length === 0 ? undefined : foldJourney({ deviceId, events });
  return folded === undefined || folded.entries.length === 0 ? undefined : folded;
}

/** Journeys of devices as the batch knows them so far; folded once for as long as nothing is added. */
export class Journeys {
  private readonly folded = new Map<string, { version: number; stamp: string; journey: Journey | undefined }>();

  private readonly running = new Map<string, RunningJourney | undefined>();

  constructor(private readonly known: Known) {}

  /** The device's journey, walked as far as is known and ready to go on. `undefined` where it has to be folded whole. */
  walked(deviceId: string, next: RecordedEvent): RunningJourney | undefined {
    const before = this.running.get(deviceId);
    if (before?.isCurrent(this.known) || (before === undefined && this.running.has(deviceId))) return before;
    if (!mayTake(this.known, deviceId, next)) return undefined;
    const running = RunningJourney.of(this.known, deviceId);
    this.running.set(deviceId, running);
    return running;
  }

  /**
   * Whether events speak of the device, it is tied to no other, and nothing has ended an identifier of it: who it is
   * can then be said without folding its history.
   */
  isPlain(deviceId: string): boolean {
    if (this.known.holder('link', deviceId) !== null) return false;
    const own = this.known.stream(deviceStream(deviceId));
    return own.length > 0 && !own.some(({ type }) => ENDING_IDENTIFIERS.has(type));
  }

  /** `undefined` for a device that no event speaks of. */
  of(deviceId: string): Journey | undefined {
    const { version } = this.known;
    const before = this.folded.get(deviceId);
    if (before !== undefined && before.version === version) return before.journey;
    const { events, stamp } = historyOfDevice(this.known, deviceId);
    if (before !== undefined && before.stamp === stamp) {
      before.version = version;
      return before.journey;
    }
    const journey = journeyOf(deviceId, events);
    this.folded.set(deviceId, { version, stamp, journey });
    return journey;
  }

  /** The journey as it is at this moment, folded only if it is asked for, which may be when more is known. */
  present(deviceId: string): () => Journey | undefined {
    const { events, stamp } = historyOfDevice(this.known, deviceId);
    const before = this.folded.get(deviceId);
    if (before === undefined || before.stamp !== stamp) return () => journeyOf(deviceId, events);
    const { journey } = before;
    return () => journey;
  }

  forget(): void {
    this.folded.clear();
    this.running.clear();
  }
}
