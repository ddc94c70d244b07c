import type { JsonObject } from '#kernel';
import type { SchemaName } from './schema-name.js';
import type { Topic } from './topics.js';

/** What a subscriber gets, before a transport gives it its form: the attributes of a CloudEvent 1.0. */
export interface FeedMessage {
  /** The same whenever and however it is sent: who gets it twice knows it by this. */
  id: string;
  /** Such as `org.circulog.device.GradeAssigned.v1`. */
  type: string;
  /** `device/<deviceId>`, `metric/<name>`. */
  subject: string;
  /** When it happened, RFC 3339 in UTC. */
  time: string;
  /** When Circulog took or found it, RFC 3339 in UTC. */
  recordedAt: string;
  /** Messages with one key keep their order. On a compacted topic the latest of each key stays. */
  key: string;
  /** The partner that alone may see it; absent: everybody who may subscribe. */
  audience?: string;
  /** What subscriptions choose by. */
  about: About;
  /** That `data` keeps to. */
  schema?: SchemaName;
  data: JsonObject;
}

export interface About {
  /** Of the event or finding, such as `GradeAssigned`; absent for values of metrics. */
  type?: string;
  /** Every device that somebody may know it by. */
  devices?: readonly string[];
  metric?: string;
  dimensions?: Readonly<Record<string, string>>;
}

/** What one event or one change gives, indivisible: a subscriber who has all of it goes on after `reached`. */
export interface FeedStep {
  messages: readonly FeedMessage[];
  reached: FeedPosition;
}

/** How far a feed has been read. */
export interface FeedPosition {
  /** Everything up to here, in the log or list that it was read from. Opaque. */
  position: string;
  /** The last event before it: finds the place again in a log that was copied from that one. */
  eventId: string | null;
}

export interface Carried {
  /** Of events and findings. */
  types?: readonly string[];
  /** Whose values it tells. */
  metrics?: readonly string[];
}

/** What Circulog tells subscribers about one matter, whatever carries it. */
export interface Feed {
  /** Such as `device-events`: by it subscriptions name it. */
  name: string;
  summary: string;
  /** What its messages are about: subscriptions may choose by these names only. */
  carries: Carried;
  /** The topic that a message goes to. */
  topicOf(message: Pick<FeedMessage, 'audience'>): Topic;
  /** Topics that are there before there is a message: those that everybody shares. */
  topics: readonly Topic[];
}

/** Where the messages of a feed come from. */
export interface FeedSource {
  readonly feed: Feed;
  /**
   * All steps after a place, and then those to come, until aborted: as many at once as are there without waiting, at
   * most `BATCH_STEPS_MAX`. Steps without messages come now and then, so that the place moves on. Throws
   * `ForeignPosition` for the place of another log.
   */
  read(after: FeedPosition | null, signal: AbortSignal): AsyncIterable<readonly FeedStep[]>;
  /** Throws `ForeignPosition` for a place that nothing can be read from; reads nothing that follows it. */
  check(place: FeedPosition | null): Promise<void>;
  /** How many events or changes are still to be read after a place. */
  lag(after: FeedPosition | null): Promise<number>;
  /** The present end: whoever subscribes from now on begins here. */
  end(): Promise<FeedPosition | null>;
  /** Order of two places of this source: every reader's steps come in it. Throws `ForeignPosition`. */
  compare(a: FeedPosition, b: FeedPosition): number;
}

export const BATCH_STEPS_MAX = 1_000;
