import type { Journey } from '#lifecycle/domain';
import { isPlatformRegistration, type Report } from '#lifecycle/domain';
import { luck } from './arrivals.js';
import { OPERATOR, type World } from './world.js';

/** Each view has a time of its own: what they say holds ids, which order what happens at once. */
const at = (minute: number): string => `2026-06-01T12:${String(minute).padStart(2, '0')}:00Z`;
/** Given by whoever splits: the same in every world. */
const SPLIT_OFF = '00000000-0000-7000-8000-00000000a0ff';
const EVENTS_SPLIT_OFF_MAX = 4;

interface View {
  report: Report;
  /** References of what it speaks of. */
  after: string[];
}

/**
 * What an operator thinks of two devices one day and the next: that each is the other, in a circle; that they are not;
 * that this was right; and that some reports are on a third one. Devices and events are found by what they say, so that
 * worlds with other ids are told the same, in an order of their own. Answers how many views there were.
 */
export async function tellSecondViews(world: World, seed: number, orderSeed: number): Promise<number> {
  const [one, other] = (await world.journeys())
    .map((journey) => ({ journey, name: nameOf(journey) }))
    .filter(({ name }) => name !== undefined)
    .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1))
    .map(({ journey }) => journey);
  if (one === undefined || other === undefined) return 0;
  const views = [...circle(one.deviceId, other.deviceId, seed), ...split(one)];
  const draw = luck(orderSeed + 31);
  const told = new Set<string>();
  const waiting = [...views];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ after }) => after.every((reference) => told.has(reference)));
    const next = ready[draw(ready.length)] as View;
    waiting.splice(waiting.indexOf(next), 1);
    told.add(next.report.reference ?? '');
    await world.decide(next.report);
  }
  return views.length;
}

/** Smallest of what its partners call the reports on it. */
const nameOf = ({ entries }: Journey): string | undefined =>
  entries
    .filter(({ event }) => event.recordedBy !== OPERATOR && !isPlatformRegistration(event))
    .map(({ event }) => `${event.recordedBy}/${event.metadata.reference}`)
    .sort()[0];

function circle(one: string, other: string, seed: number): View[] {
  const merge = (minute: number, reference: string, survivorId: string, absorbedId: string): View => ({
    report: { type: 'DevicesMerged', occurredAt: at(minute), reference, data: { survivorId, absorbedId } },
    after: [],
  });
  const undo = (minute: number, target: string): View => ({
    report: {
      type: 'EventRetracted',
      occurredAt: at(minute),
      reference: `not-${target}`,
      data: { target: { reference: target }, reason: 'incorrect_data' },
    },
    after: [target],
  });
  const there = [merge(1, 'there', one, other), merge(2, 'back', other, one)];
  return [
    there,
    [...there, undo(3, 'there')],
    [...there, undo(3, 'there'), undo(4, 'back')],
    [...there, undo(3, 'there'), undo(4, 'back'), undo(5, 'not-back')],
  ][seed % 4] as View[];
}

function split({ deviceId, entries }: Journey): View[] {
  const eventIds = entries
    .filter(({ event }) => event.stream === `device-${deviceId}` && event.recordedBy !== OPERATOR)
    .filter(({ event }) => !isPlatformRegistration(event) && event.type !== 'EventRetracted')
    .sort((a, b) => (a.event.metadata.reference < b.event.metadata.reference ? -1 : 1))
    .slice(0, EVENTS_SPLIT_OFF_MAX)
    .map(({ event }) => event.id);
  if (eventIds.length === 0) return [];
  const data = { newDeviceId: SPLIT_OFF, eventIds };
  return [
    {
      report: { device: `device:${deviceId}`, type: 'DeviceSplit', occurredAt: at(6), reference: 'split-off', data },
      after: [],
    },
  ];
}
