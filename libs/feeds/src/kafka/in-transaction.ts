import type { Producer, Transaction } from 'kafkajs';
import { isOldEpoch, RelayFenced } from './fencing.js';
import { TRANSACTION_TIMEOUT_MILLIS } from './transactional-producer.js';

/**
 * All that is sent, or nothing. Throws `RelayFenced` once another one has begun under the same transactional id. Brokers
 * refuse a transaction that they have ended by themselves alike: one that was open for so long may be tried again.
 */
export async function inTransaction(
  producer: Producer,
  send: (transaction: Transaction) => Promise<unknown>,
  now = () => performance.now(),
): Promise<void> {
  const since = now();
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
    const mayHaveExpired = now() - since >= TRANSACTION_TIMEOUT_MILLIS;
    if (isOldEpoch(error) && !mayHaveExpired) throw new RelayFenced('Another one publishes now.', { cause: error });
    throw error;
  }
}
