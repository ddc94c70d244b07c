import { rmSync } from 'node:fs';
import { Kafka, logLevel } from 'kafkajs';
import { DEVICE_EVENTS } from '#feeds';
import { type OpenedKafka, openKafka } from '../../test/backends/kafka/open-kafka.js';
import { untilTopics } from '../../test/backends/kafka/until-topics.js';
import { type ArrivalsReport, arrived, begin } from '../arrivals.js';
import { type Server, serve } from '../child.js';
import { call, freshFolder, KEY } from '../circulog.js';
import { benchPartner, reportInBatches } from '../import.js';
import type { Measurement } from '../measurement.js';
import { reportsOf } from '../reports.js';

const WARM_UP_REPORTS = 100;
const REPORTS = 500;
const BACKLOG_DEVICES = 2_500;
const EVENTS_EACH = 8;
const DEVICES_PER_BATCH = 100;
const BACKLOG = BACKLOG_DEVICES * EVENTS_EACH;
/** Of devices that have reported nothing yet. */
const WAITING = {
  first: WARM_UP_REPORTS + REPORTS,
  devices: BACKLOG_DEVICES,
  eventsEach: EVENTS_EACH,
  devicesPerBatch: DEVICES_PER_BATCH,
};

/** Throws where the broker has feeds already: a new log cannot go on where another one was. */
export async function openEmptyKafka(): Promise<OpenedKafka> {
  const opened = await openKafka();
  const admin = new Kafka({ brokers: opened.brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = await admin.listTopics();
  await admin.disconnect();
  if (!topics.includes(DEVICE_EVENTS.name)) return opened;
  await opened.stop();
  throw new Error('The broker has feeds of Circulog already.');
}

/** The whole application and a consumer in a process of its own: single reports, and a broker that was away. */
export async function publishingFigures({ brokers }: OpenedKafka): Promise<Measurement[]> {
  const folder = freshFolder();
  const names = brokers.join(',');
  let circulog = await startOn(folder, { CIRCULOG_KAFKA: names });
  const key = await benchPartner(circulog);
  await untilTopics(new Kafka({ brokers, logLevel: logLevel.NOTHING }), [DEVICE_EVENTS.name]);
  const consumer = await serve('consumer.server', {
    BENCH_BROKERS: names,
    BENCH_TOPIC: DEVICE_EVENTS.name,
    // One that comes into being by its first report, which this bench does not count.
    BENCH_TYPE_OMITTED: 'org.circulog.device.DeviceRegistered.v1',
  });
  try {
    await reportSingly(circulog, key, { first: 0, count: WARM_UP_REPORTS });
    await arrived(consumer, WARM_UP_REPORTS);
    await begin(consumer);
    await reportSingly(circulog, key, { first: WARM_UP_REPORTS, count: REPORTS });
    const single = await arrived(consumer, REPORTS);

    await circulog.stop();
    circulog = await startOn(folder, {});
    await reportInBatches(circulog, key, WAITING);
    await circulog.stop();
    await begin(consumer);
    circulog = await startOn(folder, { CIRCULOG_KAFKA: names });
    return figures(single, await arrived(consumer, BACKLOG));
  } finally {
    await circulog.stop();
    await consumer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const startOn = (folder: string, variables: Record<string, string>): Promise<Server> =>
  serve('circulog.server', {
    CIRCULOG_DATA: folder,
    CIRCULOG_ADMIN_KEY: KEY,
    CIRCULOG_LOG_LEVEL: 'error',
    ...variables,
  });

/** One after the other, each of a device of its own, so that what is measured is the way and no queue. */
async function reportSingly(circulog: Server, key: string, of: { first: number; count: number }): Promise<void> {
  for (let device = of.first; device < of.first + of.count; device += 1) {
    await call(circulog, '/v1/events', { key, body: reportsOf(device, 1)[0] });
  }
}

function figures(single: ArrivalsReport, backlog: ArrivalsReport): Measurement[] {
  const note = ({ coreShare }: ArrivalsReport) => `consumer ${coreShare.toFixed(2)} of a core`;
  const latency = (name: string, value: number): Measurement => ({
    bench: 'servers',
    name: `kafka: from recorded to received by read_committed, ${name}`,
    value,
    unit: 'ms',
    note: `${single.arrived.toLocaleString('en')} single reports, ${single.perSecond.toFixed(0)} a second; ${note(single)}`,
  });
  return [
    latency('p50', single.p50Millis),
    latency('p99', single.p99Millis),
    {
      bench: 'servers',
      name: 'kafka: device events that had waited for the broker, all feeds at once',
      value: backlog.perSecond,
      unit: 'messages/s',
      note: `a lag of ${backlog.arrived.toLocaleString('en')}; ${note(backlog)}`,
    },
  ];
}
