import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';
import { resultsTopic } from '#intake';

export interface Result {
  key: string;
  headers: Record<string, string>;
  value: {
    status: number;
    source: { topic: string; partition: number; offset: string };
    reference?: string;
    eventId?: string;
    outcome?: string;
    anomalies?: { rule: string }[];
    errors?: { pointer: string; rule: string; hint?: string }[];
    instance?: string;
  };
}

/** What a partner reads on its results topic: what was committed, from the beginning. */
export class Results {
  readonly all: Result[] = [];
  /** A message that is fetched again is the same message. */
  readonly #places = new Set<string>();

  private constructor(private readonly consumer: Consumer) {}

  static async of(kafka: Kafka, partnerId: string): Promise<Results> {
    // Pauses that grow to half a minute would outlast a test's patience on a broker that is busy.
    const retry = { retries: 100, maxRetryTime: 500 };
    const consumer = kafka.consumer({ groupId: `${partnerId}.results-${randomUUID()}`, retry });
    const results = new Results(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic: resultsTopic(partnerId), fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const place = `${partition}/${message.offset}`;
        if (results.#places.has(place)) return;
        results.#places.add(place);
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
        results.all.push({
          key: String(message.key),
          headers: Object.fromEntries(headers),
          value: JSON.parse(String(message.value)),
        });
      },
    });
    return results;
  }

  /** Places of the messages that were answered, each as often as it was. */
  answered(): string[] {
    return this.all.map(({ value: { source } }) => `${source.partition}/${source.offset}`);
  }

  close(): Promise<void> {
    return this.consumer.disconnect();
  }
}
