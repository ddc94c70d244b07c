import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ademe2022Final, backmarket2024 } from '#impact/domain';
import { MemoryLog } from '#projections/testing';
import { aRegister, tellChoice, tellMasses } from '../testing/index.js';
import { CircumstanceHistory, circumstancesAfter, withTaken } from './circumstances.js';

const told = fc.oneof(
  fc.record({ kind: fc.constant('day' as const), day: fc.constantFrom('2026-04-01', '2026-04-02', '2026-04-03') }),
  fc.record({ kind: fc.constant('month' as const), period: fc.constantFrom('2025-12', '2026-01', '2026-02') }),
  fc.record({ kind: fc.constant('choice' as const), set: fc.constantFrom(ademe2022Final, backmarket2024) }),
  fc.record({
    kind: fc.constant('masses' as const),
    edition: fc.integer({ min: 1, max: 4 }),
    year: fc.constantFrom(2023, 2024),
    massKg: fc.constantFrom('50', '100'),
  }),
);
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

function tell(log: MemoryLog, one: Told): void {
  if (one.kind === 'day') log.tell('calendar', 'DayClosed', { day: one.day });
  else if (one.kind === 'month') log.tell('calendar', 'PeriodClosed', { period: one.period });
  else if (one.kind === 'choice') tellChoice(log, one.set);
  else tellMasses(log, aRegister(one.edition, { [one.year]: one.massKg }));
}

describe('circumstances of values', () => {
  it('at a place are those at an earlier one, and what came between them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 12 }), async (all) => {
        const log = new MemoryLog();
        const history = new CircumstanceHistory(log);
        for (const one of all) tell(log, one);
        let taken = { calendar: -1, catalogue: -1 };
        let present = await history.at(taken);
        for (const one of await history.after(taken)) {
          taken = withTaken(taken, one);
          present = circumstancesAfter(present, one);
          expect(await history.at(taken)).toEqual(present);
          expect(await history.until(one.position)).toEqual(taken);
        }
        expect(await history.after(taken)).toEqual([]);
      }),
    );
  });
});
