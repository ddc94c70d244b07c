import { once } from 'node:events';
import type { ReadCall } from './responses.js';

/** Resolves when the reader takes more, when its call is over, or when the node stops. Leaves no listener behind. */
export async function roomToSend(call: ReadCall, stopping: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([
      ...['drain', 'close', 'cancelled'].map((name) => once(call, name, { signal })),
      once(stopping, 'abort', { signal }),
    ]);
  } catch {
    // The call broke: its reader sees that.
  } finally {
    settled.abort();
  }
}
