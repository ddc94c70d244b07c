export interface OpenedMongoDb {
  /** Which server it is, to be printed with the results. */
  name: string;
  kind: 'environment' | 'docker' | 'ferretdb';
  /** With a database name; tests make databases of their own beside it. */
  url: string;
  /** Of a local process only: kills it and brings it up again on the same port and data. */
  restart?: (signal?: NodeJS.Signals) => Promise<void>;
  stop(): Promise<void>;
}
