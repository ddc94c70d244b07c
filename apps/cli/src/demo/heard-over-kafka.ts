import type { Kafka, KafkaMessage } from 'kafkajs';
import { DEVICE_EVENTS, METRICS } from '#feeds/domain';
import type { ApiClient } from '../connection/api-client.js';
import type { Terminal } from '../console/terminal.js';
import { figure, type MetricRow, unitWord } from '../views/metric-rows.js';
import type { DemoBroker } from './demo-broker.js';
import { readTopic } from './read-topic.js';

/** So many of its events are shown: the first that the log has of it. */
const SHOWN = 4;
const SHOWN_METRICS = ['devicesKnown', 'custodyCoverage', 'returnRate'];
const MONTHS = 2;

export interface Told {
  identifier: string;
  operator: { client: ApiClient; key: string };
  partner: { client: ApiClient; id: string };
}

type Value = MetricRow & { metric: string };

/** What a consumer finds on the topics of one device and of the metrics. Throws where it does not find it in time. */
export async function heardOverKafka(
  { name, kafka }: DemoBroker,
  { identifier, operator, partner }: Told,
  terminal: Terminal,
): Promise<string> {
  const { deviceId } = await operator.client.get<{ deviceId: string }>(`/v1/devices/${encodeURIComponent(identifier)}`);
  const events = await eventsOf(kafka, deviceId, terminal);
  const values = await sameValues(kafka, await answered(partner.client), terminal);
  return [
    `\n${terminal.colors.bold('What subscribers hear, over Kafka')}\n`,
    `  ${DEVICE_EVENTS.name}`,
    ...events.map(({ time, type }) => `    ${time.slice(0, 10)}  ${type}`),
    '    and so on, as CloudEvents',
    `  ${METRICS.name}, the same as GET /v1/metrics`,
    ...values.map(({ metric, period, value, unit }) =>
      `    ${period}  ${metric}  ${figure(value, unit)} ${unitWord(unit)}`.trimEnd(),
    ),
    `\n  node examples/kafka-typescript/consumer.ts --brokers ${name} --partner ${partner.id}`,
  ].join('\n');
}

async function eventsOf(kafka: Kafka, deviceId: string, terminal: Terminal): Promise<{ type: string; time: string }[]> {
  const events: { type: string; time: string }[] = [];
  const take = ({ key, headers }: KafkaMessage) => {
    if (String(key) === deviceId) events.push({ type: String(headers?.ce_type), time: String(headers?.ce_time) });
    return events.length;
  };
  await readTopic(kafka, { topic: DEVICE_EVENTS.name, wanted: SHOWN, take }, terminal);
  return events.slice(0, SHOWN);
}

/** Totals of the last months that are over, as far as they hide no partner: the topic has no others. */
async function answered(client: ApiClient): Promise<Value[]> {
  const present = new Date().toISOString().slice(0, 'YYYY-MM'.length);
  const found: Value[] = [];
  for (const metric of SHOWN_METRICS) {
    const { rows } = await client.get<{ rows: MetricRow[] }>(`/v1/metrics/${metric}`);
    const told = rows.filter(
      ({ dimensions, period, value }) => Object.keys(dimensions).length === 0 && period < present && value !== null,
    );
    found.push(...told.slice(-MONTHS).map((row) => ({ ...row, metric })));
  }
  return found;
}

/** The topic is compacted: a value is what was told of its row last. */
async function sameValues(kafka: Kafka, wanted: readonly Value[], terminal: Terminal): Promise<Value[]> {
  const told = new Map<string, Value>();
  const rowOf = ({ metric, period }: Value) => `${metric} ${period}`;
  if (wanted.length === 0) return [];
  const take = ({ value }: KafkaMessage) => {
    const row: Value = JSON.parse(String(value));
    if (Object.keys(row.dimensions).length === 0) told.set(rowOf(row), row);
    return wanted.filter((one) => told.get(rowOf(one))?.value === one.value).length;
  };
  await readTopic(kafka, { topic: METRICS.name, wanted: wanted.length, take }, terminal);
  return wanted.flatMap((one) => told.get(rowOf(one)) ?? []);
}
