import type { RecordedEvent } from '#kernel';
import { canonicalOrder } from './order.js';
import { textOf, textsOf } from './payload.js';
import { type VoidGraph, voidGraph } from './void-graph.js';

/** Whose event it is after merges and splits, and which devices are one (CONTRACTS I5). */
export interface Attribution {
  root: string;
  /** Ascending, root included. */
  members: string[];
  /** The device whose history the event belongs to; `undefined` for events of orders, batches, parts and others. */
  deviceOf(event: RecordedEvent): string | undefined;
  /** Moved there by a split. */
  movedBy(event: RecordedEvent): string | undefined;
}

const DEVICE_STREAM = 'device-';

export const deviceStream = (deviceId: string): string => `${DEVICE_STREAM}${deviceId}`;

export const homeDevice = (stream: string): string | undefined =>
  stream.startsWith(DEVICE_STREAM) ? stream.slice(DEVICE_STREAM.length) : undefined;

const LINKS = new Set(['DevicesMerged', 'DeviceSplit']);

const unlinked = (deviceId: string): Attribution => ({
  root: deviceId,
  members: [deviceId],
  deviceOf: ({ stream }) => homeDevice(stream),
  movedBy: () => undefined,
});

/** `deviceId` may be any member of the component. */
export function attribute(
  deviceId: string,
  events: readonly RecordedEvent[],
  voids: VoidGraph = voidGraph(events),
): Attribution {
  const links = events.filter(({ id, type }) => LINKS.has(type) && voids.voidedBy(id) === undefined);
  if (links.length === 0) return unlinked(deviceId);
  const merges = links.filter(({ type }) => type === 'DevicesMerged');
  const splits = links.filter(({ type }) => type === 'DeviceSplit');
  const moved = new Map<string, { device: string; by: string }>();
  for (const split of canonicalOrder(splits)) {
    const device = textOf(split.data, 'newDeviceId');
    if (device === undefined) continue;
    for (const id of textsOf(split.data, 'eventIds')) moved.set(id, { device, by: split.id });
  }
  const component = componentOf(deviceId, merges);
  return {
    root: rootOf(component, canonicalOrder(merges)),
    members: component,
    deviceOf: (event) => moved.get(event.id)?.device ?? homeDevice(event.stream),
    movedBy: (event) => moved.get(event.id)?.by,
  };
}

const ends = (merge: RecordedEvent): [survivor: string, absorbed: string] => [
  textOf(merge.data, 'survivorId') ?? '',
  textOf(merge.data, 'absorbedId') ?? '',
];

function componentOf(deviceId: string, merges: readonly RecordedEvent[]): string[] {
  const members = new Set([deviceId]);
  let grew = true;
  while (grew) {
    grew = false;
    for (const merge of merges) {
      const [survivor, absorbed] = ends(merge);
      if (members.has(survivor) === members.has(absorbed)) continue;
      members.add(survivor).add(absorbed);
      grew = true;
    }
  }
  return [...members].sort();
}

/** The survivor that the last link names; of links at one instant, or links in a circle, the smallest id. */
function rootOf(members: readonly string[], ordered: readonly RecordedEvent[]): string {
  const own = ordered.filter((merge) => members.includes(ends(merge)[0]));
  const last = own.at(-1);
  if (last === undefined) return members[0] ?? '';
  const tied = own.filter(({ metadata }) => metadata.instant === last.metadata.instant);
  const candidate = tied.map((merge) => ends(merge)[0]).sort()[0] ?? '';
  return isInCircle(candidate, own) ? (members[0] ?? candidate) : candidate;
}

function isInCircle(device: string, merges: readonly RecordedEvent[]): boolean {
  const reached = new Set<string>();
  const pending = [device];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const merge of merges) {
      const [survivor, absorbed] = ends(merge);
      if (absorbed !== at || reached.has(survivor)) continue;
      if (survivor === device) return true;
      reached.add(survivor);
      pending.push(survivor);
    }
  }
  return false;
}
