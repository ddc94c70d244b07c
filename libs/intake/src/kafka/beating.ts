const BEAT_MILLIS = 1_000;

/**
 * Work that may take longer than a group waits for its members: it is told that this one lives. When the group says that
 * the partition may be another's, the work's signal ends its waiting, and what the group said is thrown.
 */
export async function beating<Result>(
  heartbeat: () => Promise<void>,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController();
  const timer = setInterval(() => void heartbeat().catch((error: unknown) => lost.abort(error)), BEAT_MILLIS);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    clearInterval(timer);
  }
}
