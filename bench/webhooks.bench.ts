import { type ArrivalsReport, arrived, begin } from './arrivals.js';
import { type Server, serve } from './child.js';
import { call, freshFolder, startCirculog } from './circulog.js';
import { benchPartner, reportInBatches } from './import.js';
import type { Measurement } from './measurement.js';
import { type Pace, paced } from './paced.js';
import { reportsOf } from './reports.js';

const DEVICES = 500;
const EVENTS_EACH = 8;
const DEVICES_PER_BATCH = 50;
const REPORTS = DEVICES * EVENTS_EACH;
/** Of the rate that was reached: far from it, so that what is measured is the way and no queue. */
const CALM_SHARE = 0.1;
const WARM_UP_SECONDS = 2;
const CALM_SECONDS = 10;

/** Each event signed and posted to one endpoint on this machine: as fast as they go, and calmly one by one. */
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
    const most = await arrived(receiver, REPORTS);

    const perSecond = most.perSecond * CALM_SHARE;
    const first = DEVICES;
    const warmUp = await reportSingly(circulog, key, first, { perSecond, seconds: WARM_UP_SECONDS });
    await arrived(receiver, REPORTS + warmUp);
    await begin(receiver);
    const told = await reportSingly(circulog, key, first + warmUp, { perSecond, seconds: CALM_SECONDS });
    return figures(most, await arrived(receiver, told));
  } finally {
    await circulog.stop();
    await receiver.stop();
  }
}

/** Each of a device of its own, since of one device one message is under way at a time; answers how many. */
const reportSingly = (circulog: Server, key: string, first: number, pace: Pace): Promise<number> =>
  paced(pace, (index) => call(circulog, '/v1/events', { key, body: reportsOf(first + index, 1)[0] }));

function figures(most: ArrivalsReport, calm: ArrivalsReport): Measurement[] {
  const receiver = ({ coreShare }: ArrivalsReport) => `receiver ${coreShare.toFixed(2)} of a core`;
  const latency = (name: string, value: number): Measurement => ({
    bench: 'webhooks',
    name: `from recorded to received, ${name}`,
    value,
    unit: 'ms',
    note: `${calm.arrived.toLocaleString('en')} single reports, ${calm.perSecond.toFixed(0)} a second; ${receiver(calm)}`,
  });
  return [
    {
      bench: 'webhooks',
      name: 'every event to one endpoint on this machine',
      value: most.perSecond,
      unit: 'webhooks/s',
      note: `${most.arrived.toLocaleString('en')} delivered; ${receiver(most)}`,
    },
    latency('p50', calm.p50Millis),
    latency('p95', calm.p95Millis),
    latency('p99', calm.p99Millis),
  ];
}
