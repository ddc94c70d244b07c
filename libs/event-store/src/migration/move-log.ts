import { holderKey } from '../port.js';
import { type ComparedLogs, compareLogs, type Difference } from './compare-logs.js';
import { isOfEvents, type LogExport, type LogImport, type LogSize, type StoreFault } from './moving-log.js';
import { adoptable, sideBySide } from './side-by-side.js';
import { storeFaults } from './store-faults.js';

/** What is under way, of how much: events or keys. */
export type OnProgress = (step: MoveStep, done: number, total: number) => void;
export type MoveStep = 'source' | 'compare' | 'copy' | 'reservations' | 'verify';

export type MoveOutcome =
  | ({ status: 'moved'; resumedAt: number } & ComparedLogs)
  /** The target has events that the source has not, or others in their place: nothing was written. */
  | { status: 'other-log'; at: number }
  /** The source is read otherwise than its events say: nothing was written. */
  | { status: 'misplaced-source'; faults: readonly StoreFault[] }
  /** An event of the source does not continue its chain, or its hash is not that of its bytes: not copied. */
  | { status: 'broken-source'; at: number; reason: string }
  /** The source grew while it was copied: somebody still writes it. */
  | { status: 'source-changed'; before: LogSize; after: LogSize }
  /** Everything is copied, and it is not the same: the target stays marked as unfinished. */
  | { status: 'differs'; differences: readonly Difference[] };

/**
 * Copies a log into another adapter with its exact bytes, hashes, order and holders. Whatever an interrupted run has
 * left is compared with the source and gone on from. The target is a log like any other only once all of it has been
 * read back, hashed and compared.
 */
export async function moveLog(source: LogExport, target: LogImport, tell: OnProgress): Promise<MoveOutcome> {
  const faults = await faultsIn(source, tell);
  if (faults.length > 0) return { status: 'misplaced-source', faults };
  const before = await source.size();
  const there = await target.size();
  const strange = await firstStrange(source, target, { there: there.events, tell });
  if (strange !== undefined) return { status: 'other-log', at: strange };
  await target.begin();
  const broken = await copyEvents(source, target, { from: there.events, total: before.events, tell });
  if (broken !== undefined) return broken;
  await copyReservations(source, target, { total: before.reservations, tell });
  const compared = await compareLogs(source, target, (done, total) => tell('verify', done, total));
  if (compared.status === 'differs') return compared;
  const after = await source.size();
  if (after.events !== before.events || after.reservations !== before.reservations) {
    return { status: 'source-changed', before, after };
  }
  await target.finish();
  return { ...compared, status: 'moved', resumedAt: there.events };
}

/** Guards are not looked at: the target has its own. */
async function faultsIn(source: LogExport, tell: OnProgress): Promise<StoreFault[]> {
  const damages = await source.damages();
  if (damages.length > 0) return damages;
  const { events } = await source.size();
  return (await storeFaults(source, events, (done, total) => tell('source', done, total))).filter(isOfEvents);
}

/** Ordinal (from 1) of the first event of the target that is not the source's; `undefined`: all of them are. */
async function firstStrange(
  source: LogExport,
  target: LogExport,
  { there, tell }: { there: number; tell: OnProgress },
): Promise<number | undefined> {
  let at = 0;
  for await (const { mine, theirs } of sideBySide(source.events(), target.events())) {
    if (theirs === undefined) return undefined;
    at += 1;
    if (mine?.text !== theirs.text || mine.hash !== theirs.hash) return at;
    if (at % PROGRESS_EVERY === 0) tell('compare', at, there);
  }
  return undefined;
}

const PROGRESS_EVERY = 1_000;

interface Stretch {
  from: number;
  total: number;
  tell: OnProgress;
}

async function copyEvents(
  source: LogExport,
  target: LogImport,
  { from, total, tell }: Stretch,
): Promise<MoveOutcome | undefined> {
  let done = from;
  tell('copy', done, total);
  for await (const page of source.events(from)) {
    const reason = adoptable(page);
    if (reason !== undefined) return { status: 'broken-source', at: done + reason.index + 1, reason: reason.fault };
    await target.adopt(page);
    done += page.length;
    tell('copy', done, total);
  }
  return undefined;
}

async function copyReservations(
  source: LogExport,
  target: LogImport,
  { total, tell }: Omit<Stretch, 'from'>,
): Promise<void> {
  let done = 0;
  for await (const page of source.reservations()) {
    const there = await target.holders(page);
    await target.hold(page.filter((one) => there.get(holderKey(one)) !== one.holder));
    done += page.length;
    tell('reservations', done, total);
  }
}
