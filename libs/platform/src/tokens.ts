/** What `PlatformModule` provides everywhere; inject with `@Inject(TOKEN)`. */
export const EVENT_STORE = Symbol('EventStore');
export const READ_STORE = Symbol('ReadStore');
export const OPS_STORE = Symbol('OpsStore');
export const CLOCK = Symbol('Clock');
export const IDS = Symbol('Ids');
export const CONFIGURATION = Symbol('Configuration');
export const LOGGER = Symbol('Logger');

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Ids {
  /** A UUIDv7, greater than every one before it in this process. */
  next(): string;
}
