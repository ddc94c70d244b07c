import type { LogExport, StoreFault } from './moving-log.js';

const FAULTS_MAX = 1_000;

/** What a store says otherwise than the bytes of its events do: the first 1,000. Reads a whole log of so many events. */
export async function storeFaults(
  log: LogExport,
  events: number,
  tell: (done: number, total: number) => void,
): Promise<StoreFault[]> {
  const faults: StoreFault[] = [];
  let done = 0;
  const advance = (count: number) => {
    done += count;
    tell(done, events);
  };
  for await (const page of log.storeFaults(advance)) faults.push(...page.slice(0, FAULTS_MAX - faults.length));
  return faults;
}
