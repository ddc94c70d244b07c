import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { percentile } from './measurement.js';

/** What one run of load is told, as JSON by standard input. */
export interface LoadOrder {
  host: string;
  port: number;
  path: string;
  headers: Record<string, string>;
  /** Bodies by connection, sent in turn; `PLACEHOLDER` in a body becomes a fresh number for each request. */
  bodies: string[][];
  /** Sent before the clock starts, until the server's code is compiled. */
  warmUpSeconds: number;
  seconds: number;
}

export interface LoadReport {
  requestsPerSecond: number;
  p50Millis: number;
  p99Millis: number;
  statuses: Record<string, number>;
  /** Share of one core that the load generator used. */
  coreShare: number;
}

export const PLACEHOLDER = '0000000000';

/**
 * Plain sockets, one request at a time on each, bytes made ready before the clock starts: general load generators need
 * more time per request than the route that they should measure.
 */
const order = (await json(process.stdin)) as LoadOrder;
const latencies: number[] = [];
const statuses: Record<string, number> = {};
/** Zero is what bodies are written with. */
let fresh = 1;
let running = true;
let counting = false;

function requestOf(body: string): { bytes: Buffer; places: number[] } {
  const headers = Object.entries({ ...order.headers, 'content-length': String(Buffer.byteLength(body)) });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const bytes = Buffer.from(`POST ${order.path} HTTP/1.1\r\nhost: ${order.host}\r\n${head}\r\n${body}`);
  const places: number[] = [];
  for (let at = bytes.indexOf(PLACEHOLDER); at !== -1; at = bytes.indexOf(PLACEHOLDER, at + 1)) places.push(at);
  return { bytes, places };
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** Whether the whole answer is there: head, and as many bytes as it declares. */
function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf(END_OF_HEAD);
  if (end === -1) return false;
  const length = /content-length: (\d+)/i.exec(answer.toString('latin1', 0, end))?.[1] ?? '0';
  return answer.length >= end + 4 + Number(length);
}

function connection(bodies: readonly string[]): Promise<void> {
  const requests = bodies.map(requestOf);
  const socket = connect(order.port, order.host);
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    let turn = 0;
    let sent = 0;
    let received: Buffer | undefined;
    const send = () => {
      const { bytes, places } = requests[turn++ % requests.length] as { bytes: Buffer; places: number[] };
      const number = String(fresh++).padStart(PLACEHOLDER.length, '0');
      for (const at of places) bytes.write(number, at, 'latin1');
      sent = performance.now();
      socket.write(bytes);
    };
    socket.once('error', reject);
    socket.once('connect', send);
    socket.on('data', (chunk) => {
      received = received === undefined ? chunk : Buffer.concat([received, chunk]);
      if (!isWhole(received)) return;
      if (counting) {
        latencies.push(performance.now() - sent);
        const status = received.toString('latin1', 9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      received = undefined;
      if (running) return send();
      socket.end();
      resolve();
    });
  });
}

const ended = Promise.all(order.bodies.map(connection));
await setTimeout(order.warmUpSeconds * 1000);
counting = true;
const cpu = process.cpuUsage();
const started = performance.now();
await setTimeout(order.seconds * 1000);
running = false;
await ended;
const elapsedMillis = performance.now() - started;
const used = process.cpuUsage(cpu);
const report: LoadReport = {
  requestsPerSecond: latencies.length / (elapsedMillis / 1000),
  p50Millis: percentile(latencies, 0.5),
  p99Millis: percentile(latencies, 0.99),
  statuses,
  coreShare: (used.user + used.system) / 1000 / elapsedMillis,
};
process.stdout.write(JSON.stringify(report));
