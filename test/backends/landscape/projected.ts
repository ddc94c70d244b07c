import { until } from '../../e2e/until.js';
import type { Answer, ApplicationProcess } from './application-process.js';

const PATIENCE_MILLIS = 120_000;

/** All that is read of the projections: devices in full, and every metric with its values by month. */
export async function projected(api: ApplicationProcess, minPosition: string): Promise<unknown> {
  const devices = await pages(api, `/v1/devices?limit=100&minPosition=${encodeURIComponent(minPosition)}`);
  const { body } = await answered(api, '/v1/metrics');
  const metrics: Record<string, unknown> = {};
  for (const { name } of body.items as { name: string }[]) {
    const { status, body: value } = await answered(api, `/v1/metrics/${name}`);
    const { asOfPosition: _, ...rest } = value;
    metrics[name] = { status, ...rest };
  }
  return { devices, metrics };
}

/** 503 says that the same request may be sent again in a moment; a busy machine makes servers late. */
const answered = (api: ApplicationProcess, path: string): Promise<Answer> =>
  until(
    () => api.send('GET', path),
    ({ status }) => status !== 503,
    PATIENCE_MILLIS,
  );

async function pages(api: ApplicationProcess, path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  let cursor = '';
  do {
    const { status, body } = await answered(api, `${path}${cursor}`);
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${JSON.stringify(body)}`);
    items.push(...(body.items as unknown[]));
    cursor = body.next === null ? '' : `&cursor=${encodeURIComponent(String(body.next))}`;
  } while (cursor !== '');
  return items;
}
