import fc from 'fast-check';
import type { RecordedEvent, Role } from '#kernel';
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

const TOLD = [
  stories.registered,
  stories.manufactured,
  stories.soldNew,
  stories.released,
  stories.accepted,
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
];

export const DEVICES = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'] as const;

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
  })
  .map(({ story, at, partner: [by, role], device, sequence, reference, order }) => {
    const told: Told = { by, roles: [role], device, reference: `r${reference}` };
    if (sequence !== undefined) told.sequence = sequence;
    return story(at, { orderRef: order }, told);
  });

/** Retractions of earlier events, of retractions too, decisions on them, merges and splits. */
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
