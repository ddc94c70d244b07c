import { describe, expect, it } from '@jest/globals';
import type { Producer } from 'kafkajs';
import { RelayFenced } from './fencing.js';
import { inTransaction } from './in-transaction.js';
import { TRANSACTION_TIMEOUT_MILLIS } from './transactional-producer.js';

/** As kafkajs tells of what a broker refused. */
const refusal = (type: string) =>
  new Error('The send failed.', { cause: Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type }) });

/** A producer whose send is refused when its transaction has been open for so long. */
async function refused(type: string, afterMillis: number): Promise<unknown> {
  let now = 1_000;
  const calls: string[] = [];
  const transaction = {
    isActive: () => true,
    commit: async () => calls.push('commit'),
    abort: async () => calls.push('abort'),
  };
  const producer = { transaction: async () => transaction } as unknown as Producer;
  const send = async () => {
    now += afterMillis;
    throw refusal(type);
  };
  const error = await inTransaction(producer, send, () => now).catch((thrown: unknown) => thrown);
  expect(calls).toEqual(['abort']);
  return error;
}

describe('a transaction that is refused', () => {
  it('was fenced when its epoch is over before its time is', async () => {
    expect(await refused('INVALID_PRODUCER_EPOCH', 500)).toBeInstanceOf(RelayFenced);
  });

  it('was ended by the broker when its time was over', async () => {
    const error = await refused('INVALID_PRODUCER_EPOCH', TRANSACTION_TIMEOUT_MILLIS);
    expect(error).not.toBeInstanceOf(RelayFenced);
    expect(error).toMatchObject({ message: 'The send failed.' });
  });

  it('was not fenced when the broker has forgotten its id', async () => {
    expect(await refused('INVALID_PRODUCER_ID_MAPPING', 500)).not.toBeInstanceOf(RelayFenced);
  });
});
