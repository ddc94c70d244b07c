import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationProcess } from '../../test/backends/landscape/application-process.js';
import type { Landscape } from '../../test/backends/landscape/landscape.js';
import type { Measurement } from '../measurement.js';
import { cautionsOn } from './cautions.js';
import { type Load, prepareReporting, reportingLoad } from './reporting-load.js';

/** Reports over HTTP into servers by one process and by three, against the embedded stores of the same run. */
export async function intakeFigures(landscape: Landscape): Promise<Measurement[]> {
  const cautions = cautionsOn(landscape.events.kind);
  const embedded = await embeddedLoad();
  const first = await landscape.start('api', 'one');
  const key = await prepareReporting(first);
  const one = await reportingLoad('one', { processes: [first], key });
  const others = [await landscape.start('api', 'two'), await landscape.start('api', 'three')];
  const processes = [first, ...others];
  const three = await reportingLoad('three', { processes, key });
  const same = await reportingLoad('same', { processes, key, sameDevices: true });
  for (const api of processes) await api.kill('SIGTERM');
  return [
    figure('intake, 1 api process, no projector beside it', one, {
      name: 'embedded, projector within',
      load: embedded,
    }),
    figure('intake, 3 api processes, devices of their own', three, { name: '1 api process', load: one }),
    figure('intake, 3 api processes, all the same devices', same, { name: '1 api process', load: one }),
  ].map((each) => ({ ...each, note: [each.note, ...cautions].join('; ') }));
}

async function embeddedLoad(): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), 'circulog-bench-'));
  const standalone = await ApplicationProcess.start('standalone', { CIRCULOG_DATA: folder });
  try {
    const key = await prepareReporting(standalone);
    return await reportingLoad('embedded', { processes: [standalone], key });
  } finally {
    await standalone.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
}

function figure(name: string, load: Load, reference: { name: string; load: Load }): Measurement {
  return {
    bench: 'servers',
    name,
    value: load.requestsPerSecond,
    unit: 'requests/s',
    reference: { name: reference.name, value: reference.load.requestsPerSecond },
    ratio: load.requestsPerSecond / reference.load.requestsPerSecond,
    note:
      `p99 ${load.p99Millis.toFixed(0)} ms (${reference.load.p99Millis.toFixed(0)} ms); ` +
      `processor time of the processes ${micros(load)} a report (${micros(reference.load)}); ` +
      `load generators ${load.generatorCores.toFixed(2)} of ${load.busyCores.toFixed(2)} busy cores; ` +
      `${load.failures} failures`,
  };
}

const micros = ({ microsPerReport }: Load): string => `${Math.round(microsPerReport)} us`;
