import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { percentile } from './measurement.js';

/** As JSON by standard input: how many streams, and what each is to bring. */
export interface StreamsOrder {
  host: string;
  port: number;
  path: string;
  key: string;
  streams: number;
  messagesEach: number;
  /** Told once all streams have begun: reports to send, so that there is something to hear. */
  reports: unknown[];
}

export interface StreamsReport {
  messagesPerSecond: number;
  delivered: number;
  p50Millis: number;
  p99Millis: number;
  /** Share of one core that the listening itself used. */
  coreShare: number;
}

const order = (await json(process.stdin)) as StreamsOrder;
const latencies: number[] = [];
const RECORDED = /"recordedtime":"([^"]+)"/g;
let begun = 0;
let delivered = 0;

/** Plain sockets: what comes is searched for messages, and for when each was recorded, and no further. */
function listen(all: { begun(): void; over(): void }): () => void {
  const socket = connect(order.port, order.host);
  let seen = 0;
  let rest = '';
  socket.once('connect', () =>
    socket.write(`GET ${order.path} HTTP/1.1\r\nhost: ${order.host}\r\nauthorization: Bearer ${order.key}\r\n\r\n`),
  );
  socket.on('data', (chunk) => {
    const text = rest + chunk.toString('latin1');
    if (rest === '' && seen === 0 && text.startsWith('HTTP/1.1')) {
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(text.slice(0, 400));
      all.begun();
    }
    const now = Date.now();
    const end = text.lastIndexOf('\n\n') + 1;
    for (const [, at] of text.slice(0, end).matchAll(RECORDED)) {
      latencies.push(now - Date.parse(at ?? ''));
      delivered += 1;
      seen += 1;
    }
    rest = text.slice(end);
    if (seen >= order.messagesEach) all.over();
  });
  return () => socket.destroy();
}

const [ready, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
let finished = 0;
const closing = Array.from({ length: order.streams }, () => {
  let isOver = false;
  return listen({
    begun: () => {
      begun += 1;
      if (begun === order.streams) ready.resolve();
    },
    over: () => {
      if (isOver) return;
      isOver = true;
      finished += 1;
      if (finished === order.streams) done.resolve();
    },
  });
});
await ready.promise;
const cpu = process.cpuUsage();
const started = performance.now();
for (const report of order.reports) {
  const response = await fetch(`http://${order.host}:${order.port}/v1/events/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${order.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(report),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  await response.text();
}
await done.promise;
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(cpu);
for (const close of closing) close();
const report: StreamsReport = {
  messagesPerSecond: delivered / seconds,
  delivered,
  p50Millis: percentile(latencies, 0.5),
  p99Millis: percentile(latencies, 0.99),
  coreShare: (used.user + used.system) / 1_000_000 / seconds,
};
process.stdout.write(JSON.stringify(report));
process.exit(0);
