import type { JsonObject, RecordedEvent } from '#kernel';

const DEVICE_STREAM = 'device-';

export const deviceStream = (deviceId: string): string => DEVICE_STREAM + deviceId;

export const deviceOfStream = (stream: string): string | undefined =>
  stream.startsWith(DEVICE_STREAM) ? stream.slice(DEVICE_STREAM.length) : undefined;

/** Payload fields that name a further device whose journey the event decides. */
const FURTHER_DEVICES: Readonly<Record<string, readonly string[]>> = {
  DevicesMerged: ['survivorId', 'absorbedId'],
  DeviceSplit: ['newDeviceId'],
  IdentifierContestResolved: ['holderDeviceId'],
};

/** A device to be folded again whenever the stream gets an event. Pairs are only ever added. */
export interface Link {
  stream: string;
  deviceId: string;
}

/** Devices that the event is about by itself, whatever links there are (CONTRACTS P5). */
export function devicesNamedBy(event: RecordedEvent): string[] {
  const own = deviceOfStream(event.stream);
  const further = (FURTHER_DEVICES[event.type] ?? [])
    .map((field) => (event.data as JsonObject)[field])
    .filter((value): value is string => typeof value === 'string' && value !== 'none');
  const { contests = [], newDeviceId, rivals = [] } = event.metadata;
  further.push(...contests.map(({ deviceId }) => deviceId), ...rivals);
  if (newDeviceId !== undefined) further.push(newDeviceId);
  return [...new Set([...(own === undefined ? [] : [own]), ...further])];
}

/** Every device that an event ties together has to be folded again when another of them is touched. */
export function linksMadeBy(event: RecordedEvent): Link[] {
  const { contests, newDeviceId, rivals } = event.metadata;
  if (FURTHER_DEVICES[event.type] === undefined && (contests ?? newDeviceId ?? rivals) === undefined) return [];
  const devices = devicesNamedBy(event);
  return devices.flatMap((one) =>
    devices.filter((other) => other !== one).map((other) => ({ stream: deviceStream(one), deviceId: other })),
  );
}
