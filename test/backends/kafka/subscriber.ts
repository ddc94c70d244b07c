import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';

export interface Seen {
  key: string;
  headers: Record<string, string>;
  value: { eventId: string; deviceId: string; revision: number };
}

/** A partner's consumer that reads what was committed, from the beginning. */
export class Subscriber {
  readonly messages: Seen[] = [];
  /** A message that is fetched again, because its consumer lost touch, is the same message. */
  readonly #places = new Set<string>();

  private constructor(private readonly consumer: Consumer) {}

  static async of(kafka: Kafka, topic: string, groups = 'subscriber-'): Promise<Subscriber> {
    const consumer = kafka.consumer({
      groupId: `${groups}${randomUUID()}`,
      retry: { retries: 100, maxRetryTime: 500 },
    });
    const subscriber = new Subscriber(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const place = `${partition}/${message.offset}`;
        if (subscriber.#places.has(place)) return;
        subscriber.#places.add(place);
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
        subscriber.messages.push({
          key: String(message.key),
          headers: Object.fromEntries(headers),
          value: JSON.parse(String(message.value)),
        });
      },
    });
    return subscriber;
  }

  ids(): string[] {
    return this.messages.map(({ headers }) => headers.ce_id ?? '');
  }

  /** Devices whose revisions did not arrive as 0, 1, 2 and so on. */
  outOfOrder(): string[] {
    const next = new Map<string, number>();
    const wrong = new Set<string>();
    for (const { key, value } of this.messages) {
      if (value.revision !== (next.get(key) ?? 0)) wrong.add(key);
      next.set(key, value.revision + 1);
    }
    return [...wrong];
  }

  close(): Promise<void> {
    return this.consumer.disconnect();
  }
}
