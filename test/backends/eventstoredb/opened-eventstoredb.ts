export interface OpenedEventStoreDb {
  /** Which server it is, to be printed with the results. */
  name: string;
  kind: 'environment' | 'docker' | 'stand-in';
  url: string;
  /** Of a local process only: kills it and brings it up again on the same port and log. */
  restart?: (signal?: NodeJS.Signals) => Promise<void>;
  stop(): Promise<void>;
}
