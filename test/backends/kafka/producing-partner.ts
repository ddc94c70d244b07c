import { type IHeaders, type Kafka, Partitioners, type Producer } from 'kafkajs';
import { intakeTopic } from '#intake';

export interface Sent {
  value: unknown;
  key?: string;
  headers?: IHeaders;
  partition?: number;
}

/** A partner's own producer, which knows nothing of Circulog but its topic. */
export class ProducingPartner {
  private constructor(
    private readonly producer: Producer,
    readonly id: string,
  ) {}

  static async of(kafka: Kafka, id: string): Promise<ProducingPartner> {
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return new ProducingPartner(producer, id);
  }

  /** An object is sent as JSON; text, bytes and nothing as they are. Answers where it lies. */
  async send({ value, ...rest }: Sent): Promise<string> {
    const raw = value === null || typeof value === 'string' || Buffer.isBuffer(value);
    const message = { ...rest, value: raw ? (value as Buffer | string | null) : JSON.stringify(value) };
    const [told] = await this.producer.send({ topic: intakeTopic(this.id), messages: [message] });
    return `${told?.partition}/${told?.baseOffset}`;
  }

  async sendAll(sent: readonly { key: string; value: object }[]): Promise<void> {
    const messages = sent.map(({ key, value }) => ({ key, value: JSON.stringify(value) }));
    await this.producer.send({ topic: intakeTopic(this.id), messages });
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}
