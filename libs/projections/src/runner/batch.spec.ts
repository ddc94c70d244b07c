import { describe, expect, it } from '@jest/globals';
import { MemoryLog } from '../testing/index.js';
import { readBatch } from './batch.js';
import { BATCH_PAGE_EVENTS } from './limits.js';

const ROOM = { eventsMax: 10_000, bytesMax: Number.POSITIVE_INFINITY, until: undefined };

function logOf(events: number, data = {}): MemoryLog {
  const log = new MemoryLog();
  for (let index = 0; index < events; index += 1) log.tell(`device-${index}`, 'GradeAssigned', data);
  return log;
}

describe('a batch', () => {
  it('is read page by page to the end of the log', async () => {
    const events = BATCH_PAGE_EVENTS * 2 + 1;
    const batch = await readBatch(logOf(events), null, ROOM);
    expect(batch).toMatchObject({ position: `memory:${events}`, reachedEnd: true });
    expect(batch?.events).toHaveLength(events);
  });

  it('holds as many events as it may, and the next one goes on behind them', async () => {
    const log = logOf(BATCH_PAGE_EVENTS + 3);
    const batch = await readBatch(log, null, { ...ROOM, eventsMax: BATCH_PAGE_EVENTS + 1 });
    expect(batch).toMatchObject({ position: `memory:${BATCH_PAGE_EVENTS + 1}`, reachedEnd: false });
    const next = await readBatch(log, batch?.position ?? null, ROOM);
    expect(next).toMatchObject({ position: `memory:${BATCH_PAGE_EVENTS + 3}`, reachedEnd: true });
  });

  it('ends with the page that fills its room', async () => {
    const log = logOf(BATCH_PAGE_EVENTS * 4, { note: 'x'.repeat(10_000) });
    const batch = await readBatch(log, null, { ...ROOM, bytesMax: BATCH_PAGE_EVENTS * 10_000 });
    expect(batch).toMatchObject({ position: `memory:${BATCH_PAGE_EVENTS}`, reachedEnd: false });
  });

  it('ends where a period is closed', async () => {
    const log = logOf(2);
    log.tell('calendar', 'PeriodClosed', { period: '2026-01' });
    log.tell('device-a', 'GradeAssigned');
    expect(await readBatch(log, null, ROOM)).toMatchObject({
      position: 'memory:3',
      reachedEnd: false,
      closes: '2026-01',
    });
  });
});
