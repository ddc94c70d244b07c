import { arrived, begin } from './arrivals.js';
import { serve } from './child.js';
import { call, freshFolder, startCirculog } from './circulog.js';
import { benchPartner, reportInBatches } from './import.js';
import type { Measurement } from './measurement.js';
import { reportsOf } from './reports.js';

const DEVICES = 500;
const EVENTS_EACH = 8;
const DEVICES_PER_BATCH = 50;
const REPORTS = DEVICES * EVENTS_EACH;

/** Reports in batches, and each event signed and posted to one endpoint on this machine. */
export async function run(): Promise<Measurement[]> {
  const receiver = await serve('receiver.server', {});
  const circulog = await startCirculog(freshFolder(), { CIRCULOG_WEBHOOK_NETWORKS: '127.0.0.0/8' });
  try {
    const key = await benchPartner(circulog);
    const delivery = { kind: 'webhook', url: receiver.url };
    const types = [...new Set(reportsOf(0, EVENTS_EACH).map((report) => (report as { type: string }).type))];
    await call(circulog, '/v1/subscriptions', { key, body: { feeds: ['device-events'], types, delivery } });
    await begin(receiver);
    const backlog = { first: 0, devices: DEVICES, eventsEach: EVENTS_EACH, devicesPerBatch: DEVICES_PER_BATCH };
    await reportInBatches(circulog, key, backlog);
    const { perSecond, coreShare } = await arrived(receiver, REPORTS);
    return [
      {
        bench: 'webhooks',
        name: 'every event to one endpoint on this machine',
        value: perSecond,
        unit: 'webhooks/s',
        note: `${REPORTS.toLocaleString('en')} delivered; receiver ${coreShare.toFixed(2)} of a core`,
      },
    ];
  } finally {
    await circulog.stop();
    await receiver.stop();
  }
}
