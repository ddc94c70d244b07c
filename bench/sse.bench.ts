import { ask } from './child.js';
import { call, freshFolder, startCirculog } from './circulog.js';
import { benchPartner } from './import.js';
import type { Measurement } from './measurement.js';
import type { StreamsOrder, StreamsReport } from './streams.child.js';

const STREAMS = 1_000;
const BATCHES = 20;
const REPORTS_PER_BATCH = 10;

const batch = (number: number) =>
  Array.from({ length: REPORTS_PER_BATCH }, (_, index) => ({
    device: 'serial:Northwind:BENCHSTREAM',
    type: 'GradeAssigned',
    occurredAt: '2026-03-04T10:15:00+01:00',
    reference: `stream-${number}-${index}`,
    data: {
      grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' },
      method: 'manual',
      extensions: { bench: `${number}/${index}` },
    },
  }));

/** Batches of reports, one after the other, and each event to every one of a thousand streams. */
export async function run(): Promise<Measurement[]> {
  const circulog = await startCirculog(freshFolder(), { CIRCULOG_SSE_STREAMS_PER_PARTNER: String(STREAMS) });
  try {
    const key = await benchPartner(circulog);
    await call(circulog, '/v1/events/batch', { key, body: batch(BATCHES) });
    const { hostname: host, port } = new URL(circulog.url);
    const report = await ask<StreamsReport>('streams.child', {
      host,
      port: Number(port),
      path: '/v1/feeds/device-events/stream?types=GradeAssigned',
      key,
      streams: STREAMS,
      messagesEach: BATCHES * REPORTS_PER_BATCH,
      reports: Array.from({ length: BATCHES }, (_, number) => batch(number)),
    } satisfies StreamsOrder);
    return figures(report);
  } finally {
    await circulog.stop();
  }
}

function figures({ messagesPerSecond, delivered, p50Millis, p99Millis, coreShare }: StreamsReport): Measurement[] {
  const note = `load generator ${coreShare.toFixed(2)} of a core`;
  return [
    {
      bench: 'sse',
      name: `every event to ${STREAMS.toLocaleString('en')} streams`,
      value: messagesPerSecond,
      unit: 'messages/s',
      note: `${delivered.toLocaleString('en')} delivered; ${note}`,
    },
    { bench: 'sse', name: 'from recorded to received, p50', value: p50Millis, unit: 'ms', note },
    { bench: 'sse', name: 'from recorded to received, p99', value: p99Millis, unit: 'ms', note },
  ];
}
