import { type Kafka, Partitioners, type Producer } from 'kafkajs';

/** Longer than any transaction of a bounded batch takes, short enough that an abandoned one frees its readers soon. */
export const TRANSACTION_TIMEOUT_MILLIS = 10_000;

/** Whoever begins a transaction with the id last is the one that may produce under it. */
export const transactionalProducer = (kafka: Kafka, transactionalId: string): Producer =>
  kafka.producer({
    transactionalId,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: TRANSACTION_TIMEOUT_MILLIS,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
