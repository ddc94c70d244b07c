import type { RecordedEvent } from '#kernel';
import type { Feed, FeedMessage } from './feed.js';

/** An event and where it lies in the log. */
export interface PlacedEvent {
  event: RecordedEvent;
  position: string;
}

/** A feed whose messages follow from the log alone: the same at whatever time they are made. */
export interface LogFeed extends Feed {
  /** Prefixes of the streams that it reads. */
  prefixes: readonly string[];
  /** One list of messages for each event, in that order. */
  messagesOf(events: readonly PlacedEvent[]): FeedMessage[][] | Promise<FeedMessage[][]>;
}
