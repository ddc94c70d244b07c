import {
  type ChainFault,
  checkChains,
  type LogExport,
  type StoredText,
  type StoreFault,
  storeFaults,
} from '#event-store';
import type { RecordedEvent } from '#kernel';
import { AnchorBuilder } from './anchor/anchor-builder.js';
import { AnchorCheck, type AnchorReport } from './anchor/anchor-check.js';
import type { LogAnchor } from './anchor/log-anchor.js';
import { type ClaimFault, ClaimsCheck, claimPassesFor } from './claims-check.js';
import { LinksCheck } from './links-check.js';

export type VerifyStep = 'store' | 'chains' | 'claims';

export interface LogReport {
  epoch: string;
  events: number;
  streams: number;
  reservations: number;
  /** References, exclusive identifiers and links of devices that were compared with the streams. */
  claims: number;
  lastHash: string | null;
  /** Where the store finds events otherwise than their bytes say. */
  storeFaults: StoreFault[];
  chainFaults: ChainFault[];
  claimFaults: ClaimFault[];
  /** To be kept by somebody else: no verification without one finds what was cut off, or computed anew. */
  anchor: LogAnchor;
  /** How the log compares with the anchor that was given. */
  anchored?: AnchorReport;
}

export type OnVerify = (step: VerifyStep, done: number, total: number) => void;

/**
 * Reads a whole log: compares what the store says of events with their bytes, computes every hash, follows every chain,
 * compares claims with the streams (CONTRACTS R8, I1), and the whole with an anchor that was taken before. A file that is damaged is read no further.
 */
export async function verifyLog(log: LogExport, tell: OnVerify, anchor?: LogAnchor): Promise<LogReport> {
  const damages = await log.damages();
  if (damages.length > 0) return unreadReport(log.epoch, damages);
  const size = await log.size();
  const misplaced = await storeFaults(log, size.events, (done, total) => tell('store', done, total));
  const builder = new AnchorBuilder();
  const check = anchor === undefined ? undefined : new AnchorCheck(anchor);
  const { faults: chainFaults, ...chains } = await checkChains(log, size.events, {
    each: (event) => {
      builder.add(event.hash);
      check?.take(event);
    },
    tell: (done, total) => tell('chains', done, total),
  });
  const claims = await verifyClaims(log, size, tell);
  return {
    epoch: log.epoch,
    ...size,
    ...chains,
    storeFaults: misplaced,
    chainFaults,
    ...claims,
    anchor: builder.anchor(),
    ...(check !== undefined && { anchored: check.report() }),
  };
}

const unreadReport = (epoch: string, storeFaults: StoreFault[]): LogReport => ({
  epoch,
  events: 0,
  streams: 0,
  reservations: 0,
  claims: 0,
  lastHash: null,
  storeFaults,
  chainFaults: [],
  claimFaults: [],
  anchor: new AnchorBuilder().anchor(),
});

async function verifyClaims(
  log: LogExport,
  { events, reservations }: { events: number; reservations: number },
  tell: OnVerify,
) {
  const passes = claimPassesFor(reservations);
  const claimFaults: ClaimFault[] = [];
  let [claims, done] = [0, 0];
  for (let pass = 0; pass < passes; pass += 1) {
    const checks = [new ClaimsCheck(passes, pass), ...(pass === 0 ? [new LinksCheck()] : [])];
    for await (const page of log.reservations()) for (const one of page) for (const check of checks) check.hold(one);
    for await (const page of log.events()) {
      for (const one of page) {
        const strange = takeReadable(checks, one);
        if (strange !== undefined && pass === 0) claimFaults.push(strange);
      }
      done += page.length;
      tell('claims', done, events * passes);
    }
    for (const check of checks) {
      claims += check.compared;
      claimFaults.push(...check.faults());
    }
  }
  return { claims, claimFaults };
}

/** What says no place in a stream is a fault of its chain already. */
function takeReadable(
  checks: readonly Pick<ClaimsCheck, 'take'>[],
  { text, hash }: StoredText,
): ClaimFault | undefined {
  let event: RecordedEvent;
  try {
    event = { ...(JSON.parse(text) as RecordedEvent), hash };
  } catch {
    return undefined;
  }
  try {
    for (const check of checks) check.take(event);
    return undefined;
  } catch {
    const { stream, revision } = event;
    if (stream === undefined) return undefined;
    return { claim: `${stream} at revision ${revision}`, holder: null, fault: 'no-event-of-circulog' };
  }
}
