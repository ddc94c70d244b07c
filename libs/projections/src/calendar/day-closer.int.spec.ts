import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryLog } from '../testing/memory-log.js';
import { Calendar } from './calendar.js';
import { DayCloser } from './day-closer.js';

describe('closing days and months', () => {
  let now: number;
  let log: MemoryLog;
  let calendar: Calendar;
  let ids: number;

  const closer = (of = calendar) =>
    new DayCloser({
      events: log,
      calendar: of,
      clock: { now: () => now },
      ids: { next: () => `019d0000-0000-7000-8000-${String(++ids).padStart(12, '0')}` },
    });
  const at = (text: string) => {
    now = Date.parse(text);
  };
  const told = () => log.logged.map(({ event }) => `${event.type} ${event.data.day ?? event.data.period}`);

  beforeEach(() => {
    at('2026-03-04T00:00:30Z');
    ids = 0;
    log = new MemoryLog(() => now);
    calendar = new Calendar(log);
  });

  it('knows no day before the first one is closed', async () => {
    expect(await calendar.evaluationDay()).toBeUndefined();
    expect(await calendar.closedPeriods()).toEqual(new Set());
  });

  it('closes yesterday, once a day, and does not fill the days that were skipped', async () => {
    await closer().closeDue();
    await closer().closeDue();
    at('2026-03-04T23:59:59Z');
    await closer().closeDue();
    expect(told()).toEqual(['DayClosed 2026-03-03']);
    at('2026-03-09T00:00:00Z');
    await closer().closeDue();
    expect(told()).toEqual(['DayClosed 2026-03-03', 'DayClosed 2026-03-08']);
    expect(await calendar.evaluationDay()).toBe('2026-03-08');
  });

  it('records who closed it and under which reference, in the calendar stream', async () => {
    await closer().closeDue();
    const { event } = log.logged[0] ?? {};
    expect(event).toMatchObject({ stream: 'calendar', recordedBy: 'circulog', confidence: 'asserted' });
    expect(event?.metadata).toMatchObject({ reference: 'day-closed/2026-03-03', channel: 'platform' });
  });

  it('closes a month sixty days after its end, and those before it with it', async () => {
    await closer().closeDue();
    at('2026-03-31T12:00:00Z');
    await closer().closeDue();
    expect(told().filter((text) => text.startsWith('Period'))).toEqual([]);
    at('2026-04-02T00:00:01Z');
    await closer().closeDue();
    expect(told().filter((text) => text.startsWith('Period'))).toEqual(['PeriodClosed 2026-01']);
    const closed = await calendar.closedPeriods();
    expect([closed.has('2024-07'), closed.has('2026-01'), closed.has('2026-02')]).toEqual([true, true, false]);
    at('2026-07-15T00:00:00Z');
    await closer().closeDue();
    expect(told().filter((text) => text.startsWith('Period'))).toEqual([
      'PeriodClosed 2026-01',
      'PeriodClosed 2026-02',
      'PeriodClosed 2026-03',
      'PeriodClosed 2026-04',
    ]);
  });

  it('names the position up to which a closed month was known', async () => {
    await closer().closeDue();
    at('2026-04-02T00:00:01Z');
    const before = await log.head();
    await closer().closeDue();
    const closing = log.logged.find(({ event }) => event.type === 'PeriodClosed');
    expect(log.compare(String(closing?.event.data.asOfPosition), String(before))).toBeGreaterThanOrEqual(0);
  });

  it('is done once by rivals that know the same', async () => {
    const rivals = [closer(new Calendar(log)), closer(new Calendar(log)), closer(new Calendar(log))];
    await Promise.all(rivals.map((each) => each.closeDue()));
    expect(told()).toEqual(['DayClosed 2026-03-03']);
  });
});
