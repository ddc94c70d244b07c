import type { ChainFault, StoredText } from '../verify-chains.js';
import { ChainCheck, passesFor } from './chain-check.js';
import type { LogExport } from './moving-log.js';

export interface CheckedChains {
  streams: number;
  /** Of the last event in the log; `null` for an empty one. */
  lastHash: string | null;
  faults: ChainFault[];
}

export interface ChainListener {
  /** Every event once, in the order of the log. */
  each?: (event: StoredText) => void;
  /** Events looked at, of how many: a large log is looked through several times. */
  tell: (done: number, total: number) => void;
}

/** Reads a whole log of so many events, computes every hash over the stored bytes and follows every chain. */
export async function checkChains(
  log: LogExport,
  events: number,
  { each, tell }: ChainListener,
): Promise<CheckedChains> {
  const passes = passesFor(events);
  const faults: ChainFault[] = [];
  let [streams, done] = [0, 0];
  let lastHash: string | null = null;
  for (let pass = 0; pass < passes; pass += 1) {
    const check = new ChainCheck(passes, pass);
    for await (const page of log.events()) {
      for (const event of page) {
        if (pass === 0) each?.(event);
        check.take(event);
      }
      lastHash = page.at(-1)?.hash ?? lastHash;
      done += page.length;
      tell(done, events * passes);
    }
    streams += check.streams;
    faults.push(...check.faults);
  }
  return { streams, lastHash, faults };
}
