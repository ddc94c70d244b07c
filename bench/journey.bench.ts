import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { type RunningCirculog, startCirculog } from './circulog.js';
import { benchPartner, caughtUp, importAll } from './import.js';
import { type Measurement, percentile } from './measurement.js';
import { ndjsonOf } from './reports.js';

/** A million devices take a while: `BENCH_DEVICES=1000000 npm run bench -- journey`. */
const DEVICES = Number(process.env.BENCH_DEVICES ?? 50_000);
const LONG = Math.max(100, Math.floor(DEVICES / 100));
const LONG_EVENTS = 30;
const ASKED = 1_000;

/** The journey of a device with thirty events in a large store: first time asked, and asked again. */
export async function run(): Promise<Measurement[]> {
  const circulog = await startCirculog();
  try {
    const key = await benchPartner(circulog);
    await importAll(
      circulog,
      key,
      ndjsonOf(0, DEVICES, (device) => (device < LONG ? LONG_EVENTS : 1)),
    );
    await caughtUp(circulog);
    const cold = await latencies(circulog, key, 0);
    const warm = await latencies(circulog, key, 0);
    const figure = (name: string, millis: number[]): Measurement => ({
      bench: 'journey',
      name: `p99 of a journey of ${LONG_EVENTS} events, ${name}`,
      value: percentile(millis, 0.99),
      unit: 'ms',
      aim: { at: 5, direction: 'at-most' },
      note: `${DEVICES.toLocaleString('en')} devices; median ${percentile(millis, 0.5).toFixed(2)} ms`,
    });
    return [
      figure('first time asked', cold),
      figure('asked again', warm),
      {
        bench: 'journey',
        name: 'memory of the process',
        value: residentMegabytes(circulog),
        unit: 'MB',
        aim: { at: 400, direction: 'at-most' },
      },
    ];
  } finally {
    await circulog.stop();
  }
}

async function latencies(circulog: RunningCirculog, key: string, first: number): Promise<number[]> {
  const millis: number[] = [];
  for (let index = 0; index < ASKED; index += 1) {
    const serial = `serial:Northwind:B${String(first + ((index * 7919) % LONG)).padStart(9, '0')}`;
    const started = performance.now();
    const status = await ask(`${circulog.url}/v1/devices/${serial}/journey`, key);
    if (status !== 200) throw new Error(`journey: ${status}`);
    millis.push(performance.now() - started);
  }
  return millis;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** One GET to its last byte; answers the status. Node's plain client, whose own pauses are shortest. */
const ask = (url: string, key: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${key}` } }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    }).once('error', reject);
  });

const residentMegabytes = ({ pid }: RunningCirculog): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
