/** What becomes of one write. */
export type WriteFault =
  /** Nothing is written; the connection breaks. */
  | 'fail'
  /** It is written; the connection breaks before the answer. */
  | 'lose-answer'
  /** It is written; no answer comes and nothing breaks. */
  | 'stay-silent'
  /** Nothing is written; the server is busy. */
  | 'busy';

/** What the stand-in does wrong on purpose. */
export class Faults {
  /** Asked for each write with the stream's name. */
  onWrite: (stream: string) => WriteFault | undefined = () => undefined;
  /** Address of the leader, when this node is a follower: then it refuses requests that require one. */
  leader: { host: string; port: number } | undefined;
  /** Milliseconds before each write and read. */
  delayMillis = 0;
  /** A subscription that has sent so many records is cut. */
  cutSubscriptionAfter = Number.POSITIVE_INFINITY;
  /** Records waiting for a reader at which a live subscription is dropped. */
  slowReaderRecords = Number.POSITIVE_INFINITY;
  /** Server features are told without batched appends, as by servers before 21.6. */
  withoutBatches = false;
  /** The user may not read $all: a server lets administrators do that only, unless it is told otherwise. */
  withoutAll = false;
  /** What the server says it is. */
  version = '24.10.0';
  /** Subscriptions cut so far, for any reason. */
  cuts = 0;
}
