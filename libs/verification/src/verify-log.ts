import { type ChainFault, checkChains, type LogExport, type StoredText } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { type ClaimFault, ClaimsCheck, claimPassesFor } from './claims-check.js';

export type VerifyStep = 'chains' | 'claims';

export interface LogReport {
  epoch: string;
  events: number;
  streams: number;
  reservations: number;
  /** References and exclusive identifiers that were compared with the streams. */
  claims: number;
  lastHash: string | null;
  chainFaults: ChainFault[];
  claimFaults: ClaimFault[];
}

export type OnVerify = (step: VerifyStep, done: number, total: number) => void;

/** Reads a whole log: computes every hash, follows every chain, compares claims with the streams (CONTRACTS R8, I1). */
export async function verifyLog(log: LogExport, tell: OnVerify): Promise<LogReport> {
  const size = await log.size();
  const { faults: chainFaults, ...chains } = await checkChains(log, size.events, {
    tell: (done, total) => tell('chains', done, total),
  });
  const claims = await verifyClaims(log, size, tell);
  return { epoch: log.epoch, ...size, ...chains, chainFaults, ...claims };
}

async function verifyClaims(
  log: LogExport,
  { events, reservations }: { events: number; reservations: number },
  tell: OnVerify,
) {
  const passes = claimPassesFor(reservations);
  const claimFaults: ClaimFault[] = [];
  let [claims, done] = [0, 0];
  for (let pass = 0; pass < passes; pass += 1) {
    const check = new ClaimsCheck(passes, pass);
    for await (const page of log.reservations()) for (const one of page) check.hold(one);
    for await (const page of log.events()) {
      for (const one of page) takeReadable(check, one);
      done += page.length;
      tell('claims', done, events * passes);
    }
    claims += check.compared;
    claimFaults.push(...check.faults());
  }
  return { claims, claimFaults };
}

/** What cannot be read is a fault of its chain already. */
function takeReadable(check: ClaimsCheck, { text, hash }: StoredText): void {
  let event: RecordedEvent;
  try {
    event = { ...(JSON.parse(text) as RecordedEvent), hash };
  } catch {
    return;
  }
  check.take(event);
}
