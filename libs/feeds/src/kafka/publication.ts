import { randomUUID } from 'node:crypto';
import type { Kafka, Message, Producer, TopicMessages } from 'kafkajs';
import { FEED_POSITIONS, type Feed, type FeedMessage, type FeedPosition, type Topic } from '../domain/index.js';
import { cloudEventMessage } from './cloud-event-message.js';
import { inTransaction } from './in-transaction.js';
import { inPortions } from './portions.js';
import { readPositions } from './read-positions.js';
import { transactionalProducer } from './transactional-producer.js';

export interface PublicationOptions {
  kafka: Kafka;
  /** One per role: whoever begins with it last is the one that may publish. */
  transactionalId: string;
  /** `source` of the CloudEvents. */
  source: string;
  /** Makes topics that may not be there: a partner's is made with its first message. */
  ensure?: (topics: readonly Topic[]) => Promise<unknown>;
}

/** Publishes batches to Kafka, each with the position that it reaches in one transaction: both or neither. */
export class Publication {
  readonly #there = new Set<string>();

  private constructor(
    private readonly options: PublicationOptions,
    private readonly producer: Producer,
    private readonly positions: ReadonlyMap<string, FeedPosition>,
  ) {}

  /** In this order: fence whoever published before, then read how far that one came (CONTRACTS S5). */
  static async open(options: PublicationOptions): Promise<Publication> {
    const producer = transactionalProducer(options.kafka, options.transactionalId);
    await producer.connect();
    try {
      const mark = randomUUID();
      await inTransaction(producer, (transaction) =>
        transaction.send({
          topic: FEED_POSITIONS.name,
          messages: [{ key: `mark/${options.transactionalId}`, value: mark }],
        }),
      );
      return new Publication(options, producer, await readPositions(options.kafka, mark));
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  /** Where the feed has to go on; `null`: nothing was ever published. */
  positionOf(feed: string): FeedPosition | null {
    return this.positions.get(feed) ?? null;
  }

  /** Throws `RelayFenced` once another relay has taken the place. After any other error the fate is not known. */
  async publish(feed: Feed, messages: readonly FeedMessage[], reached: FeedPosition): Promise<void> {
    const byTopic = Map.groupBy(messages, (message) => feed.topicOf(message).name);
    await this.#ensure([...byTopic.values()].map(([first]) => feed.topicOf(first as FeedMessage)));
    const position: Message = { key: `feed/${feed.name}`, value: JSON.stringify(reached) };
    await inTransaction(this.producer, async (transaction) => {
      for (const topicMessages of this.#sends(byTopic)) await transaction.sendBatch({ topicMessages });
      await transaction.send({ topic: FEED_POSITIONS.name, messages: [position] });
    });
  }

  /** As few sends as there are portions of the topic that has most. */
  *#sends(byTopic: ReadonlyMap<string, readonly FeedMessage[]>): Generator<TopicMessages[]> {
    const portions = [...byTopic].map(([topic, messages]) => ({
      topic,
      left: inPortions(messages.map((message) => cloudEventMessage(message, this.options.source))),
    }));
    for (;;) {
      const next = portions.flatMap(({ topic, left }) => {
        const { value: messages } = left.next();
        return messages ? [{ topic, messages }] : [];
      });
      if (next.length === 0) return;
      yield next;
    }
  }

  async #ensure(topics: readonly Topic[]): Promise<void> {
    const unsure = topics.filter(({ name }) => !this.#there.has(name));
    if (unsure.length === 0) return;
    await this.options.ensure?.(unsure);
    for (const { name } of unsure) this.#there.add(name);
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}
