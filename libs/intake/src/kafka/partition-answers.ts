import type { Admin, Kafka, Message, Producer } from 'kafkajs';
import { inPortions, inTransaction, transactionalProducer } from '#feeds';
import { INTAKE_TRANSACTIONS } from '../domain/index.js';

export interface IntakePartition {
  topic: string;
  partition: number;
}

interface PartitionAnswersParts {
  kafka: Kafka;
  admin: Admin;
  groupId: string;
}

/**
 * Tells what became of the messages of one partition, each time with how far that goes in one transaction: both or
 * neither. The transactional id is the partition's, so that whoever reads it now fences whoever did before.
 */
export class PartitionAnswers {
  #next: bigint;

  private constructor(
    private readonly producer: Producer,
    private readonly groupId: string,
    private readonly place: IntakePartition,
    next: bigint,
  ) {
    this.#next = next;
  }

  /** In this order: fence whoever answered before, then read how far that one came (CONTRACTS S5). */
  static async open(
    { kafka, admin, groupId }: PartitionAnswersParts,
    place: IntakePartition,
  ): Promise<PartitionAnswers> {
    const producer = transactionalProducer(kafka, `${INTAKE_TRANSACTIONS}${place.topic}/${place.partition}`);
    await producer.connect();
    try {
      await inTransaction(producer, async () => undefined);
      const [read] = await admin.fetchOffsets({ groupId, topics: [place.topic] });
      const committed = read?.partitions.find(({ partition }) => partition === place.partition)?.offset ?? '-1';
      return new PartitionAnswers(producer, groupId, place, BigInt(committed));
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  /** Offset of the first message that is not answered; below all of them where none is. */
  get next(): bigint {
    return this.#next;
  }

  /** After any error the fate is not known: it has to be opened anew. */
  async tell(topic: string, results: readonly Message[], next: bigint): Promise<void> {
    const { partition } = this.place;
    const topics = [{ topic: this.place.topic, partitions: [{ partition, offset: String(next) }] }];
    await inTransaction(this.producer, async (transaction) => {
      for (const messages of inPortions(results)) await transaction.send({ topic, messages });
      await transaction.sendOffsets({ consumerGroupId: this.groupId, topics });
    });
    this.#next = next;
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}
