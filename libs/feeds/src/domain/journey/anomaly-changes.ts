import { isoOf, type JsonObject } from '#kernel';
import type { Anomaly, Entry, Journey, Standing } from '#lifecycle/domain';
import { type Change, compared } from './change.js';
import type { JourneyStep } from './journey-step.js';

export const ANOMALY_CHANGES = [
  'AnomalyRaised',
  'AnomalyChanged',
  'AnomalyWithdrawn',
  'EventQuarantined',
  'StandingChanged',
  'IdentifierContested',
  'IdentifierContestEnded',
] as const;

/** Anomalies, standings and contested identifiers that an event changed (catalogue: raised, changed, withdrawn). */
export const anomalyChanges = (step: JourneyStep): Change[] => [
  ...anomalies(step),
  ...standings(step),
  ...contests(step),
];

type Found<T> = { journey: Journey; value: T };

/** Everything of that kind in these journeys, by key, with the journey that it is in. */
function found<T>(journeys: readonly Journey[], pick: (journey: Journey) => readonly (readonly [string, T])[]) {
  const values = new Map<string, T>();
  const places = new Map<string, Journey>();
  for (const journey of journeys) {
    for (const [key, value] of pick(journey)) {
      values.set(key, value);
      places.set(key, journey);
    }
  }
  return { values, places };
}

function anomalies({ before, after }: JourneyStep): Change[] {
  const pick = (journey: Journey) => journey.anomalies.map((anomaly) => [anomaly.id, anomaly] as const);
  const [old, now] = [found(before, pick), found(after, pick)];
  const { came, went, changed } = compared(old.values, now.values);
  const tell = (type: string, key: string, { journey, value }: Found<Anomaly>): Change => ({
    type,
    key,
    journey,
    data: anomalyData(value),
    ...(value.asked === undefined ? {} : { senders: [value.asked] }),
  });
  const placed = (key: string, value: Anomaly, places: ReadonlyMap<string, Journey>) => ({
    journey: places.get(key) as Journey,
    value,
  });
  return [
    ...came.map(([key, value]) => tell('AnomalyRaised', key, placed(key, value, now.places))),
    ...changed.map(({ key, to }) => tell('AnomalyChanged', key, placed(key, to, now.places))),
    ...went.map(([key, value]) => tell('AnomalyWithdrawn', key, present(placed(key, value, old.places), after))),
  ];
}

/** What is withdrawn is told to those who see the device that is there now. */
const present = <T>({ journey, value }: Found<T>, after: readonly Journey[]): Found<T> => ({
  journey: after.find(({ members }) => members.includes(journey.deviceId)) ?? journey,
  value,
});

const anomalyData = ({ id, rule, severity, explanation, evidence, asked, at, resolution }: Anomaly): JsonObject => ({
  anomalyId: id,
  rule,
  severity,
  explanation,
  evidence,
  at: isoOf(at),
  ...(asked === undefined ? {} : { asked }),
  ...(resolution === undefined
    ? {}
    : { resolution: { by: resolution.by, resolution: resolution.resolution, eventId: resolution.eventId } }),
});

function standings(step: JourneyStep): Change[] {
  const pick = (journey: Journey) => journey.entries.map((entry) => [entry.event.id, entry] as const);
  const [old, now] = [found(step.before, pick), found(step.after, pick)];
  return [...now.values].flatMap(([key, entry]) => {
    const from = old.values.get(key)?.standing;
    const change = standingChange(step, from, entry);
    return change === undefined ? [] : [{ ...change, key, journey: now.places.get(key) as Journey }];
  });
}

function standingChange({ event }: JourneyStep, from: Standing | undefined, { event: about, standing }: Entry) {
  const senders = [about.recordedBy, ...(about.onBehalfOf === undefined ? [] : [about.onBehalfOf])];
  const eventId = about.id;
  if (from === undefined) {
    if (eventId !== event.id || standing.standing !== 'set-aside') return undefined;
    return { type: 'EventQuarantined', senders, data: { eventId, ...standingData(standing) } };
  }
  if (JSON.stringify(from) === JSON.stringify(standing)) return undefined;
  return {
    type: 'StandingChanged',
    senders,
    data: { eventId, from: standingData(from), to: standingData(standing) },
  };
}

const standingData = (standing: Standing): JsonObject => ({ ...standing });

function contests({ before, after }: JourneyStep): Change[] {
  const pick = (journey: Journey) =>
    journey.contested.map((identifier) => [`${journey.deviceId} ${identifier}`, identifier] as const);
  const [old, now] = [found(before, pick), found(after, pick)];
  const { came, went } = compared(old.values, now.values);
  return [
    ...came.map(([key, identifier]) => ({
      type: 'IdentifierContested',
      key,
      journey: now.places.get(key) as Journey,
      data: { identifier },
    })),
    ...went.map(([key, identifier]) => {
      const { journey } = present({ journey: old.places.get(key) as Journey, value: identifier }, after);
      return { type: 'IdentifierContestEnded', key, journey, data: { identifier } };
    }),
  ];
}
