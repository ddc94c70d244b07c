export interface OpenedKafka {
  /** Which server it is, to be printed with the results. */
  name: string;
  brokers: string[];
  /** Of a local process only: kills it and brings it up again on the same data, once what is done meanwhile is done. */
  restart?: (signal?: NodeJS.Signals, meanwhile?: () => Promise<unknown>) => Promise<void>;
  stop(): Promise<void>;
}
