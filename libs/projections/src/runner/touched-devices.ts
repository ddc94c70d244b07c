import type { LoggedEvent } from '#event-store';
import { deviceOfStream, deviceStream, devicesNamedBy, type Link, linksMadeBy } from '../domain/index.js';
import type { LinkIndex } from './links.js';

/** Devices to be folded, each once, with the events of the batch that are the cause. */
export class TouchedDevices {
  readonly #causes = new Map<string, Set<string>>();
  #waiting: string[] = [];

  add(deviceId: string, causes: Iterable<string>): void {
    const known = this.#causes.get(deviceId);
    if (known === undefined) {
      this.#causes.set(deviceId, new Set(causes));
      this.#waiting.push(deviceId);
    } else for (const cause of causes) known.add(cause);
  }

  causesOf(deviceId: string): readonly string[] {
    return [...(this.#causes.get(deviceId) ?? [])];
  }

  next(count: number): string[] {
    const slice = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return slice;
  }

  /** Adds what is linked to these devices. */
  async addLinkedTo(deviceIds: readonly string[], links: LinkIndex): Promise<void> {
    for (const [stream, devices] of await links.devicesOf(deviceIds.map(deviceStream))) {
      const causes = this.causesOf(deviceOfStream(stream) ?? '');
      for (const device of devices) this.add(device, causes);
    }
  }
}

export interface Touched {
  devices: TouchedDevices;
  /** Streams that are no device's, with the events of the batch in them. */
  streams: Map<string, string[]>;
  /** Links that the events themselves make. */
  links: Link[];
}

/** Whom the events of a batch concern (CONTRACTS P5). */
export async function touchedBy(events: readonly LoggedEvent[], index: LinkIndex): Promise<Touched> {
  const devices = new TouchedDevices();
  const streams = new Map<string, string[]>();
  const links: Link[] = [];
  for (const { event } of events) {
    for (const device of devicesNamedBy(event)) devices.add(device, [event.id]);
    links.push(...linksMadeBy(event));
    if (deviceOfStream(event.stream) !== undefined) continue;
    const there = streams.get(event.stream);
    if (there === undefined) streams.set(event.stream, [event.id]);
    else there.push(event.id);
  }
  for (const { stream, deviceId } of links) devices.add(deviceId, devices.causesOf(deviceOfStream(stream) ?? ''));
  for (const [stream, linked] of await index.devicesOf([...streams.keys()])) {
    for (const device of linked) devices.add(device, streams.get(stream) ?? []);
  }
  return { devices, streams, links };
}
