import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { type Measurement, met } from './measurement.js';

/** One file per bench; each runs alone, its reference in the same run. */
const BENCHES: Record<string, () => Promise<{ run(): Promise<Measurement[]> }>> = {
  intake: () => import('./intake.bench.js'),
  bulk: () => import('./bulk.bench.js'),
  fold: () => import('./fold.bench.js'),
  projection: () => import('./projection.bench.js'),
  journey: () => import('./journey.bench.js'),
  sse: () => import('./sse.bench.js'),
  webhooks: () => import('./webhooks.bench.js'),
  servers: () => import('./servers.bench.js'),
};

const round = (figure: number) => (figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3));
const out = (text: string) => process.stdout.write(`${text}\n`);

function table(measurements: readonly Measurement[]): string {
  const rows = new Table({ head: ['bench', 'figure', 'value', 'reference', 'ratio', 'aim', ''] });
  for (const one of measurements) {
    const reached = met(one);
    rows.push([
      one.bench,
      one.name,
      `${round(one.value)} ${one.unit}`,
      one.reference === undefined ? '' : `${round(one.reference.value)} ${one.reference.name}`,
      one.ratio === undefined ? '' : one.ratio.toFixed(2),
      one.aim === undefined ? '' : `${one.aim.direction === 'at-least' ? '>=' : '<='} ${one.aim.at}`,
      reached === undefined ? (one.note ?? '') : `${reached ? 'reached' : 'missed'}${one.note ? `; ${one.note}` : ''}`,
    ]);
  }
  return rows.toString();
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  out(`No bench named ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

/** What else the machine had to do: figures of a busy one are worth little. */
const loadBefore = loadavg()[0] ?? Number.NaN;
const measurements: Measurement[] = [];
for (const [name, load] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  out(`${name} ...`);
  measurements.push(...(await (await load()).run()));
}

const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version, loadBefore };
const folder = join('data', 'bench');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
writeFileSync(file, JSON.stringify({ machine, measurements }, null, 2));
out(table(measurements));
out(
  `${machine.cpus} cores, ${machine.model}, Node ${machine.node}, load ${loadBefore.toFixed(1)} before; kept in ${file}`,
);
