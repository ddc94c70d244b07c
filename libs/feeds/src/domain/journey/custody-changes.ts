import { isoOf, type JsonObject } from '#kernel';
import type { Custody, CustodyGap, Journey, Leg } from '#lifecycle/domain';
import { type Change, compared } from './change.js';
import type { JourneyStep } from './journey-step.js';

export const CUSTODY_CHANGES = [
  'CustodyChanged',
  'CustodyLegChanged',
  'CustodyLegWithdrawn',
  'CustodyGapDetected',
  'CustodyGapWithdrawn',
] as const;

/** Who has the devices, their legs and the gaps between them, as far as an event changed them. */
export const custodyChanges = ({ before, after }: JourneyStep): Change[] =>
  after.flatMap((journey) => {
    const then = before.find(({ deviceId }) => deviceId === journey.deviceId);
    return [...custody(then, journey), ...legs(then, journey), ...gaps(then, journey)];
  });

function custody(then: Journey | undefined, journey: Journey): Change[] {
  const from: Custody = then?.custody ?? { state: 'unknown' };
  if (JSON.stringify(from) === JSON.stringify(journey.custody)) return [];
  return [
    {
      type: 'CustodyChanged',
      key: 'custody',
      journey,
      data: { from: custodyData(from), to: custodyData(journey.custody) },
    },
  ];
}

const custodyData = (custody: Custody): JsonObject =>
  'since' in custody ? { ...custody, since: isoOf(custody.since) } : { ...custody };

/** By the release once it is reported: a leg whose acceptance came first has another name from then on. */
const legKey = ({ releasedBy, acceptedBy, from, to }: Leg): string => releasedBy ?? acceptedBy ?? `${from} ${to}`;

function legs(then: Journey | undefined, journey: Journey): Change[] {
  const byKey = (of: Journey | undefined) => new Map((of?.legs ?? []).map((leg) => [legKey(leg), leg] as const));
  const { came, went, changed } = compared(byKey(then), byKey(journey));
  const now = [...came.map(([key, leg]) => ({ key, leg })), ...changed.map(({ key, to }) => ({ key, leg: to }))];
  const ends = new Set(journey.legs.flatMap(endsOf));
  const withdrawn = went.filter(([, leg]) => !endsOf(leg).some((end) => ends.has(end)));
  return [
    ...now.map(({ key, leg }) => ({ type: 'CustodyLegChanged', key, journey, data: legData(leg) })),
    ...withdrawn.map(([key, leg]) => ({ type: 'CustodyLegWithdrawn', key, journey, data: legData(leg) })),
  ];
}

/** A leg is still there, whatever its name, while another one has one of these. */
const endsOf = ({ releasedBy, acceptedBy }: Leg): string[] => [releasedBy ?? [], acceptedBy ?? []].flat();

function legData({ releasedAt, acceptedAt, ...leg }: Leg): JsonObject {
  return {
    ...(leg as unknown as JsonObject),
    ...(releasedAt === undefined ? {} : { releasedAt: isoOf(releasedAt) }),
    ...(acceptedAt === undefined ? {} : { acceptedAt: isoOf(acceptedAt) }),
  };
}

function gaps(then: Journey | undefined, journey: Journey): Change[] {
  const byKey = (of: Journey | undefined) =>
    new Map((of?.gaps ?? []).map((gap) => [[gap.from, gap.to, ...gap.evidence].join(' '), gap] as const));
  const { came, went } = compared(byKey(then), byKey(journey));
  return [
    ...came.map(([key, gap]) => ({ type: 'CustodyGapDetected', key, journey, data: gapData(gap) })),
    ...went.map(([key, gap]) => ({ type: 'CustodyGapWithdrawn', key, journey, data: gapData(gap) })),
  ];
}

const gapData = ({ from, to, evidence, at }: CustodyGap): JsonObject => ({ from, to, evidence, at: isoOf(at) });
