import type { Feed, FeedMessage, FeedPosition } from '../domain/index.js';

/** Where messages go to together with the position that they reach, both or neither. */
export interface Outlet {
  positionOf(feed: string): FeedPosition | null;
  publish(feed: Feed, messages: readonly FeedMessage[], reached: FeedPosition): Promise<void>;
  close(): Promise<void>;
}
