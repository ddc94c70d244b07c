import type { ReservationKey } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { assignedBy } from '../domain/intake/assigned.js';
import { newEvent } from '../domain/intake/new-event.js';
import { linesOf } from '../domain/intake/place-order-line.js';
import { placedIn } from '../domain/intake/placement.js';
import { type Prepared, readHolder, referenceKey } from '../domain/intake/prepared.js';
import { deviceStream } from '../domain/set/attribution.js';
import { linkedStreams } from '../domain/set/links.js';
import { targetOf, textOf, textsOf } from '../domain/set/payload.js';
import type { World } from './world.js';

/** Payload fields whose streams the fold will want. */
const LINKING = ['orderRef', 'batchRef', 'partId'];
const NAMED_DEVICES = ['survivorId', 'absorbedId', 'newDeviceId', 'holderDeviceId'];

/**
 * Fetches in four rounds what a whole batch is about to look at, so that a thousand reports need a handful of calls.
 * What it does not foresee is fetched when a decision asks for it.
 */
export async function prefetch(world: World, batch: readonly Prepared[]): Promise<void> {
  const all = batch.flatMap((prepared) => (prepared.replacement ? [prepared, prepared.replacement] : [prepared]));
  const holders: ReservationKey[] = [];
  for (const prepared of all) wantedHolders(prepared, holders);
  await world.fetch({ holders });

  const eventIds = new Set<string>();
  const devices = new Set<string>();
  for (const prepared of all) wantedIds(prepared, world, eventIds, devices);
  const links = [...devices].map((key) => ({ scope: 'link' as const, key }));
  await world.fetch({ holders: links, eventIds: [...eventIds] });

  const streams = new Set<string>();
  for (const id of eventIds) addTargetStream(world.event(id), streams);
  for (const device of devices) {
    const linked = world.presentHolder('link', device);
    for (const one of linked ? (JSON.parse(linked) as string[]) : [device]) streams.add(deviceStream(one));
  }
  for (const { address } of all) if (address.subject !== undefined) streams.add(address.subject.stream);
  await world.fetch({ streams: [...streams] });

  const further = new Set<string>();
  for (const stream of streams) for (const linked of linkedStreams(world.stream(stream))) further.add(linked);
  for (const prepared of all) for (const linked of ownLinks(prepared)) further.add(linked);
  await world.fetch({ streams: [...further] });
}

function wantedHolders(prepared: Prepared, holders: ReservationKey[]): void {
  const { address, party, sender, envelope } = prepared;
  holders.push({ scope: 'reference', key: referenceKey(prepared) });
  for (const key of address.exclusive) holders.push({ scope: 'identifier', key });
  for (const key of assignedBy(prepared)) holders.push({ scope: 'identifier', key });
  for (const hint of address.hints) holders.push({ scope: 'identifier', key: `${party.id}/${hint}` });
  for (const key of linesOf(prepared)) holders.push({ scope: 'link', key });
  const { corrects } = envelope;
  const reference = typeof corrects === 'object' ? corrects.reference : retracted(prepared).reference;
  if (reference !== undefined) holders.push({ scope: 'reference', key: `${sender.id}/${reference}` });
}

function wantedIds(prepared: Prepared, world: World, eventIds: Set<string>, devices: Set<string>): void {
  const { address, party, data, envelope, sender } = prepared;
  const held = world.presentHolder('reference', referenceKey(prepared));
  if (held) eventIds.add(readHolder(held).eventId);
  const { corrects } = envelope;
  const { eventId, reference } = retracted(prepared);
  const named = typeof corrects === 'object' ? corrects.reference : reference;
  const target = named === undefined ? undefined : world.presentHolder('reference', `${sender.id}/${named}`);
  const id = target
    ? readHolder(target).eventId
    : typeof corrects === 'string'
      ? corrects
      : (eventId ?? textOf(data, 'eventId'));
  if (id !== undefined) eventIds.add(id);
  for (const moved of textsOf(data, 'eventIds')) eventIds.add(moved);
  for (const identifier of address.exclusive) {
    const device = world.presentHolder('identifier', identifier);
    if (device) devices.add(device);
  }
  for (const identifier of assignedBy(prepared)) {
    const device = world.presentHolder('identifier', identifier);
    if (device) devices.add(device);
  }
  for (const hint of address.hints) {
    const named = world.presentHolder('identifier', `${party.id}/${hint}`);
    for (const device of named ? (JSON.parse(named) as string[]) : []) devices.add(device);
  }
  for (const line of linesOf(prepared)) {
    const named = world.presentHolder('link', line);
    for (const device of named ? (JSON.parse(named) as string[]) : []) devices.add(device);
  }
  for (const device of address.deviceIds) devices.add(device);
  for (const field of NAMED_DEVICES) {
    const device = textOf(data, field);
    if (device !== undefined) devices.add(device);
  }
}

const retracted = ({ declaration, data }: Prepared): { eventId?: string; reference?: string } =>
  declaration.type === 'EventRetracted' ? targetOf({ data }) : {};

function addTargetStream(target: RecordedEvent | null, streams: Set<string>): void {
  if (target !== null) streams.add(target.stream);
}

function ownLinks(prepared: Prepared): readonly string[] {
  if (!LINKING.some((field) => field in prepared.data)) return [];
  const event: RecordedEvent = {
    ...newEvent(prepared, placedIn('')),
    stream: '',
    revision: 0,
    recordedAt: '',
    previousHash: null,
    hash: '',
  };
  return linkedStreams([event]);
}
