import { describe, expect, it } from '@jest/globals';
import type { Kafka, KafkaMessage } from 'kafkajs';
import { plainTerminal } from '../console/plain-terminal.js';
import { readTopic } from './read-topic.js';

type Crash = (event: { payload: { error: Error; restart: boolean } }) => void;
type Run = { eachMessage(payload: { message: KafkaMessage }): Promise<void> };

const message = (text: string) => ({ value: Buffer.from(text) }) as KafkaMessage;

/** A broker whose consumers come to these ends, one after the other: a message, or an error that they crash with. */
function broker(...fates: (string | Error)[]) {
  const consumers = { begun: 0, disconnected: 0 };
  const consumer = () => {
    let crash: Crash = () => undefined;
    return {
      events: { CRASH: 'consumer.crash' },
      on: (_: string, told: Crash) => {
        crash = told;
      },
      connect: async () => undefined,
      subscribe: async () => undefined,
      run: async ({ eachMessage }: Run) => {
        const fate = fates[consumers.begun++];
        if (fate instanceof Error) crash({ payload: { error: fate, restart: false } });
        else await eachMessage({ message: message(fate ?? '') });
      },
      disconnect: async () => {
        consumers.disconnected += 1;
      },
    };
  };
  const admin = () => ({
    connect: async () => undefined,
    listTopics: async () => ['told'],
    disconnect: async () => undefined,
  });
  return { consumers, kafka: { consumer, admin } as unknown as Kafka };
}

const failing = (name: string) => Object.assign(new Error(name), { name });
const read = async ({ kafka }: ReturnType<typeof broker>) => {
  const taken: string[] = [];
  const take = ({ value }: KafkaMessage) => taken.push(String(value));
  await readTopic(kafka, { topic: 'told', wanted: 1, take }, plainTerminal().terminal);
  return taken;
};

describe('a topic of a broker that has just come up', () => {
  it('is read once there is a coordinator', async () => {
    const none = failing('KafkaJSGroupCoordinatorNotFound');
    const young = broker(none, none, 'here');
    expect(await read(young)).toEqual(['here']);
    expect(young.consumers).toEqual({ begun: 3, disconnected: 3 });
  });

  it('is given up where the broker refuses it', async () => {
    const strict = broker(failing('KafkaJSProtocolError'), 'never read');
    await expect(read(strict)).rejects.toThrow('KafkaJSProtocolError');
    expect(strict.consumers).toEqual({ begun: 1, disconnected: 1 });
  });
});
