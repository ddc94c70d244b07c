import type { FeedMessage } from '../../domain/index.js';

/** A message on its way to one endpoint. */
export interface QueuedMessage {
  /** Sorts by arrival. */
  id: string;
  feed: string;
  message: FeedMessage;
  /** So far. */
  attempts: number;
  /** Not before, in milliseconds since 1970. */
  dueAt: number;
  /** Of the last attempt. */
  error?: string;
  /** The last attempt found nobody there. */
  unreached?: boolean;
  /** Asked for again by hand: waits for no other message, and lets none wait. */
  again?: boolean;
}

/** Messages of one lane are sent one after the other, each when the one before it is settled. */
export const laneOf = ({ id, feed, message, again }: QueuedMessage): string =>
  again === true ? `again ${id}` : `${feed} ${message.key}`;
