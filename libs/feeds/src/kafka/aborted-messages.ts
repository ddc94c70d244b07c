/** What a broker says of a partition's records: offsets and producers as decimal text. */
export interface FetchedPartition {
  /** `null` where everything is wanted, committed or not. In the order in which they were ended, not begun. */
  abortedTransactions?: readonly AbortedTransaction[] | null;
  messages: FetchedMessage[];
}

export interface AbortedTransaction {
  producerId: string;
  firstOffset: string;
}

/** A record; those of control stand for the end of a transaction and are shown to nobody. */
export interface FetchedMessage {
  offset: string;
  key: Buffer | null;
  isControlRecord?: boolean;
  batchContext?: { producerId: string; inTransaction: boolean };
}

/** Key of a control record that ends a transaction without its messages: version 0, type 0. */
const ABORT = Buffer.from([0, 0, 0, 0]);

/**
 * The same with messages of aborted transactions shown to nobody, as the isolation level `read_committed` of Kafka's
 * protocol says: a producer's messages from where its aborted transaction began until the marker that ends it.
 */
export function withoutAborted<Partition extends FetchedPartition>(partition: Partition): Partition {
  const begun = [...(partition.abortedTransactions ?? [])].sort((a, b) => order(a.firstOffset, b.firstOffset));
  if (begun.length === 0) return partition;
  const aborted = new Set<string>();
  const messages = partition.messages.map((message) => {
    for (let [next] = begun; next !== undefined && order(next.firstOffset, message.offset) <= 0; [next] = begun) {
      aborted.add(next.producerId);
      begun.shift();
    }
    const { producerId, inTransaction } = message.batchContext ?? { producerId: '-1', inTransaction: false };
    if (message.isControlRecord === true) {
      if (message.key?.equals(ABORT)) aborted.delete(producerId);
      return message;
    }
    return inTransaction && aborted.has(producerId) ? { ...message, isControlRecord: true } : message;
  });
  return { ...partition, messages, abortedTransactions: [] };
}

const order = (a: string, b: string): number => Number(BigInt(a) - BigInt(b));
