import { expect } from '@jest/globals';
import type { Micros, RecordedEvent } from '#kernel';
import { foldJourney, type Journey, type Standing } from '../domain/index.js';
import { DEVICE } from './tell.js';

/** What a story must come to. Members of `journey` are compared as far as they are given. */
export interface Expected {
  /** Rules of the anomalies, each as often as it is found, in any order; absent: not looked at. */
  anomalies?: string[];
  /** Event and the rule that sets it aside; every other event counts or is void. */
  setAside?: [RecordedEvent, string][];
  journey?: Record<string, unknown>;
}

export class Specification {
  constructor(
    private readonly events: readonly RecordedEvent[],
    private readonly cut: Micros | undefined = undefined,
    private readonly device = DEVICE,
  ) {}

  whenReported(...more: RecordedEvent[]): Specification {
    return new Specification([...this.events, ...more], this.cut, this.device);
  }

  asOf(cut: Micros): Specification {
    return new Specification(this.events, cut, this.device);
  }

  seenAs(device: string): Specification {
    return new Specification(this.events, this.cut, device);
  }

  get journey(): Journey {
    const input = { deviceId: this.device, events: this.events };
    return foldJourney(this.cut === undefined ? input : { ...input, asOf: this.cut });
  }

  standingOf(event: RecordedEvent): Standing | undefined {
    return this.journey.entries.find((entry) => entry.event.id === event.id)?.standing;
  }

  // biome-ignore lint/suspicious/noThenProperty: a specification reads given, when, then, and nobody awaits one
  then(expected: Expected): void {
    const { journey } = this;
    if (expected.anomalies !== undefined) {
      expect(journey.anomalies.map(({ rule }) => rule).sort()).toEqual([...expected.anomalies].sort());
    }
    if (expected.setAside !== undefined) {
      const found = journey.entries.flatMap(({ event, standing }) =>
        standing.standing === 'set-aside' ? [[event.id, standing.rule]] : [],
      );
      expect(found).toEqual(expected.setAside.map(([event, rule]) => [event.id, rule]));
    }
    if (expected.journey !== undefined) expect(journey).toMatchObject(expected.journey);
  }
}

/** The history of one device, told in any order. */
export const given = (...events: RecordedEvent[]): Specification => new Specification(events);
