import { cpus } from 'node:os';
import { type ApplicationProcess, OPERATOR_KEY } from '../../test/backends/landscape/application-process.js';
import { ask } from '../child.js';
import type { LoadOrder, LoadReport } from '../load.child.js';

/** What the load generator replaces with a fresh number. */
const PLACEHOLDER = '0000000000';
/** Divides among 1, 2 and 3 processes. */
const CONNECTIONS = 48;
const DEVICES_PER_CONNECTION = 8;
const DEVICES = CONNECTIONS * DEVICES_PER_CONNECTION;
/** So many reports to a process, or so many rounds, until its code is compiled and its caches are warm. */
const WARM_UP = { reports: 2_000, rounds: 3, seconds: 2.5 };
const SECONDS = 5;

export interface Load {
  requestsPerSecond: number;
  p99Millis: number;
  failures: number;
  /** Processor time of all processes that took reports, all their threads together, for each report. */
  microsPerReport: number;
  /** Cores that all generators used together. */
  generatorCores: number;
  /** Cores of the machine that were at work, whoever used them. */
  busyCores: number;
}

/** `run` keeps references of different loads apart. */
const bodyOf = (run: string, device: number): string =>
  JSON.stringify({
    device: `serial:Northwind:LOAD${String(device).padStart(8, '0')}`,
    type: 'GradeAssigned',
    occurredAt: '2026-03-04T10:15:00+01:00',
    reference: `${run}-${device}-${PLACEHOLDER}`,
    data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
  });

/** A partner that may report, and so many devices known, so that a load finds none to open. Answers the partner's key. */
export async function prepareReporting(application: ApplicationProcess, devices = DEVICES): Promise<string> {
  const partner = { id: 'bench', name: 'Bench', roles: ['refurbisher'], country: 'FR' };
  const { body } = await application.send('POST', '/v1/partners', { body: partner });
  const key = String(body.key);
  const events = Array.from({ length: devices }, (_, device) => JSON.parse(bodyOf('first', device)) as object);
  const { status, body: answer } = await application.send('POST', '/v1/events/batch', { key, body: events });
  if (status >= 300) throw new Error(`the first reports were answered ${status}: ${JSON.stringify(answer)}`);
  return key;
}

/** One more report of a device that is known. */
export async function reportOn(application: ApplicationProcess, key: string, run: string): Promise<void> {
  const { status } = await application.send('POST', '/v1/events', { key, body: JSON.parse(bodyOf(run, 0)) });
  if (status >= 300) throw new Error(`a report was answered ${status}`);
}

/**
 * One durable event per request to all processes at once, each by a generator of its own: of devices that only this
 * process hears of, or each of all the same devices.
 */
export async function reportingLoad(
  run: string,
  {
    processes,
    key,
    sameDevices = false,
  }: { processes: readonly ApplicationProcess[]; key: string; sameDevices?: boolean },
): Promise<Load> {
  const each = CONNECTIONS / processes.length;
  const orders = processes.map(({ url }, index) =>
    orderOf(url, key, { run: `${run}-${index}`, first: sameDevices ? 0 : index * each, each }),
  );
  await warmUp(orders);
  const before = { idle: idleMillis(), used: await processorSeconds(processes) };
  const started = performance.now();
  const reports = await sendAll(orders, 'measured', SECONDS);
  const idleCores = (idleMillis() - before.idle) / (performance.now() - started);
  const usedSeconds = (await processorSeconds(processes)) - before.used;
  return {
    requestsPerSecond: sum(reports.map(({ requestsPerSecond }) => requestsPerSecond)),
    p99Millis: Math.max(...reports.map(({ p99Millis }) => p99Millis)),
    failures: sum(reports.map(failuresOf)),
    microsPerReport: (usedSeconds * 1e6) / countOf(reports),
    generatorCores: sum(reports.map(({ coreShare }) => coreShare)),
    busyCores: cpus().length - idleCores,
  };
}

type Unsent = Omit<LoadOrder, 'seconds' | 'warmUpSeconds'>;

async function warmUp(orders: readonly Unsent[]): Promise<void> {
  let sent = 0;
  for (let round = 0; round < WARM_UP.rounds && sent < WARM_UP.reports * orders.length; round += 1) {
    sent += countOf(await sendAll(orders, `warm-${round}`, WARM_UP.seconds));
  }
}

/** `round`: a generator counts from one each time, and no reference may come twice. */
const sendAll = (orders: readonly Unsent[], round: string, seconds: number): Promise<LoadReport[]> =>
  Promise.all(
    orders.map(({ bodies, ...order }) =>
      ask<LoadReport>('load.child', {
        ...order,
        bodies: renamed(bodies, round),
        warmUpSeconds: 0,
        seconds,
      } satisfies LoadOrder),
    ),
  );

function orderOf(url: string, key: string, { run, first, each }: { run: string; first: number; each: number }): Unsent {
  const { hostname, port } = new URL(url);
  return {
    host: hostname,
    port: Number(port),
    path: '/v1/events',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    bodies: Array.from({ length: each }, (_, connection) =>
      Array.from({ length: DEVICES_PER_CONNECTION }, (_, index) =>
        bodyOf(run, (first + connection) * DEVICES_PER_CONNECTION + index),
      ),
    ),
  };
}

const renamed = (bodies: string[][], round: string): string[][] =>
  bodies.map((own) => own.map((body) => body.replace('"reference":"', `"reference":"${round}-`)));

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);

const countOf = (reports: readonly LoadReport[]): number =>
  sum(reports.flatMap(({ statuses }) => Object.values(statuses)));

const failuresOf = ({ statuses }: LoadReport): number =>
  sum(Object.entries(statuses).map(([status, count]) => (status.startsWith('2') ? 0 : count)));

async function processorSeconds(processes: readonly ApplicationProcess[]): Promise<number> {
  const told = processes.map(async ({ url }) => {
    const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } });
    return Number(/^process_cpu_seconds_total (\S+)/m.exec(await response.text())?.[1]);
  });
  return sum(await Promise.all(told));
}

const idleMillis = (): number => sum(cpus().map(({ times }) => times.idle));
