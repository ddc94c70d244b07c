export { EVENT_STORE_SCHEMES, type EventStoreOptions, openEventStore } from './open-event-store.js';
export * from './port.js';
export { InvalidEvent } from './recordable.js';
export { EVENT_BYTES_MAX } from './seal.js';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite/open-sqlite.js';
export { StoreInUse } from './sqlite/ownership.js';
export { SqliteEventStore } from './sqlite/sqlite-event-store.js';
export { type ChainFault, type ChainReport, type StoredText, verifyChains } from './verify-chains.js';
