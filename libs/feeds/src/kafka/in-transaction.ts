import type { Producer, Transaction } from 'kafkajs';
import { isFencing, RelayFenced } from './fencing.js';

/** All that is sent, or nothing. Throws `RelayFenced` once another one has begun under the same transactional id. */
export async function inTransaction(
  producer: Producer,
  send: (transaction: Transaction) => Promise<unknown>,
): Promise<void> {
  try {
    const transaction = await producer.transaction();
    try {
      await send(transaction);
      await transaction.commit();
    } catch (error) {
      if (transaction.isActive()) await transaction.abort().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    if (isFencing(error)) throw new RelayFenced('Another one publishes now.', { cause: error });
    throw error;
  }
}
