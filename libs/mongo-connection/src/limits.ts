/** Waits are bounded: a server that is away is an error within seconds, not a hang (CONTRACTS S6). */
export const TIMEOUTS = {
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  socketTimeoutMS: 60_000,
  waitQueueTimeoutMS: 10_000,
};

export const POOL_CONNECTIONS_MAX = 20;

/** How often a repeatable operation is sent in all when the connection breaks under it. */
export const ATTEMPTS_MAX = 3;
