import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { Arrivals, answerFor } from './arrivals.js';

const { BENCH_BROKERS: brokers = '', BENCH_TOPIC: topic = '', BENCH_TYPE_OMITTED: omitted } = process.env;
const arrivals = new Arrivals();

/** A partner's consumer that takes whatever was committed, and looks at nothing but when it was recorded. */
const kafka = new Kafka({ clientId: 'bench-consumer', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, readUncommitted: false, maxWaitTimeInMs: 50 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ message: { headers } }) => {
    if (String(headers?.ce_type) !== omitted) arrivals.take(String(headers?.ce_recordedtime));
  },
});
await answerFor(arrivals);
