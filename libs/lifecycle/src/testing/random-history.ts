import fc from 'fast-check';
import type { JsonObject, RecordedEvent, Role } from '#kernel';
import * as stories from './stories.js';
import { type Told, tell } from './tell.js';

const PARTNERS: [string, Role][] = [
  ['maker', 'manufacturer'],
  ['shop', 'retailer'],
  ['refurb', 'refurbisher'],
  ['buyback', 'trade-in'],
  ['carrier', 'logistics'],
  ['recycler', 'recycler'],
  ['lab', 'diagnostics'],
];

const any =
  (type: string, data: JsonObject) =>
  (at: string, more: JsonObject, told: Told): RecordedEvent =>
    tell(type, at, { ...data, ...more }, told);

const TOLD = [
  stories.registered,
  stories.manufactured,
  stories.soldNew,
  stories.released,
  stories.accepted,
  stories.granted,
  stories.revoked,
  stories.rejected,
  stories.scanned,
  stories.delivered,
  stories.tradedIn,
  stories.received,
  stories.returned,
  stories.returnAuthorised,
  stories.diagnosed,
  stories.erased,
  stories.graded,
  stories.started,
  stories.completed,
  stories.readied,
  stories.listed,
  stories.resold,
  stories.dismantled,
  stories.destroyed,
  stories.recyclingReceived,
  stories.recycled,
  any('TradeInCancelled', { reason: 'mind' }),
  any('TradeInSettled', {}),
  any('SaleCancelled', { reason: 'stock' }),
  any('SaleRefunded', { reason: 'dent' }),
  any('DeviceDonated', { toRef: 'consumer:dora' }),
  any('DeviceRented', { rentalRef: 'R', toRef: 'consumer:emil' }),
  any('RentalReturned', { rentalRef: 'R' }),
  any('UsePhaseStarted', {}),
  any('UsePhaseEnded', {}),
  (at: string, more: JsonObject, told: Told) =>
    tell('DeviceReplaced', at, { newDevice: 'imei:490154203237518', ...more }, { ...told, metadata: REPLACED }),
  any('OwnershipTransferred', { to: 'consumer:fred', basis: 'private_resale' }),
  any('TakenBack', { channel: 'shop', legalStatus: 'weee', massKg: 0.2 }),
  any('CollectedAsWaste', { channel: 'municipal' }),
  any('TriageDecided', { route: 'return_to_sender' }),
  any('HoldPlaced', { reason: 'awaiting_parts' }),
  any('HoldReleased', { reason: 'awaiting_parts' }),
  any('DesignatedForRecycling', { reason: 'ber' }),
  any('PartRemoved', { slot: 'storage', disposition: 'destroy', partId: 'p1', massKg: 0.01 }),
  any('PartInstalled', { slot: 'battery', origin: 'harvested', partId: 'p1', massKg: 0.9 }),
  any('RepairPerformed', { outcome: 'fixed' }),
  any('DeviceReportedLost', { reportRef: 'L' }),
  any('DeviceFound', {}),
  any('DeviceWrittenOff', { reason: 'lost' }),
  any('BlocklistChecked', { register: 'gsma', result: 'stolen' }),
  any('CustodyDisputeResolved', { holder: 'partner:refurb', basis: 'agreement' }),
  any('IdentifierAssigned', { kind: 'imei', value: '490154203237518' }),
  any('IdentifierSuperseded', {
    changes: [{ kind: 'imei', oldValue: '356938035643809', newValue: '490154203237518' }],
    reason: 'mainboard_replaced',
  }),
  any('EvidenceAttached', { kind: 'erasure_certificate', sha256: 'c' }),
  any('DamageReported', { severity: 'high', massKg: 7 }),
];

export const DEVICES = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'] as const;

const REPLACED = { newDeviceId: DEVICES[1] };

/** Days are few, so that events meet in buckets and at equal instants. */
const moment = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 23 }), fc.boolean())
  .map(([day, hour, byDay]) => `2024-03-0${day}${byDay ? '' : ` ${String(hour).padStart(2, '0')}:00`}`);

const event: fc.Arbitrary<RecordedEvent> = fc
  .record({
    story: fc.constantFrom(...TOLD),
    at: moment,
    partner: fc.constantFrom(...PARTNERS),
    device: fc.constantFrom(...DEVICES),
    sequence: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    reference: fc.integer({ min: 0, max: 99_999 }),
    order: fc.constantFrom('O-1', 'O-2'),
    address: fc.constantFrom(
      [],
      ['imei:356938035643809'],
      ['serial:apple:A'],
      ['serial:apple:B', 'imei:490154203237518'],
    ),
  })
  .map(({ story, at, partner: [by, role], device, sequence, reference, order, address }) => {
    const told: Told = { by, roles: [role], device, reference: `r${reference}`, addressedBy: [...address] };
    if (sequence !== undefined) told.sequence = sequence;
    return story(at, { orderRef: order }, told);
  });

/** Retractions and corrections of earlier events, of retractions too, decisions on them, merges and splits. */
function about(events: RecordedEvent[], kind: number, pick: number, at: string): RecordedEvent {
  const target = events[pick % events.length] as RecordedEvent;
  const told = { reference: `about-${events.length}` };
  if (kind === 0) return stories.setAside(target, at);
  if (kind === 1) return stories.releasedByDecision(target, at);
  const [survivorId, absorbedId] = pick % 2 === 0 ? DEVICES : [DEVICES[1], DEVICES[0]];
  if (kind === 2)
    return tell('DevicesMerged', at, { survivorId, absorbedId }, { ...told, device: absorbedId, by: 'operator' });
  if (kind === 3) {
    const data = { newDeviceId: DEVICES[1], eventIds: [target.id] };
    return tell('DeviceSplit', at, data, { ...told, device: DEVICES[0], by: 'operator' });
  }
  if (kind === 4) {
    const roles = target.metadata.partyRoles ?? [];
    return tell(target.type, at, target.data, {
      ...told,
      by: target.recordedBy,
      stream: target.stream,
      roles,
      corrects: target,
    });
  }
  return stories.retracted(target, at, told);
}

/** A history of two devices, without regard to sense: the fold must hold for what partners really send. */
export const randomHistory: fc.Arbitrary<RecordedEvent[]> = fc
  .tuple(
    fc.array(event, { minLength: 1, maxLength: 14 }),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.nat(50), moment), { maxLength: 5 }),
  )
  .map(([told, more]) => {
    const events = [...new Map(told.map((one) => [one.id, one])).values()];
    for (const [kind, pick, at] of more) events.push(about(events, kind, pick, at));
    return [...new Map(events.map((one) => [one.id, one])).values()];
  });
