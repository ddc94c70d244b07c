import type { EventLog, Position } from '#event-store';

/** Wakes whoever waits for something to move. */
export class Moves {
  readonly #waiting = new Set<() => void>();

  moved(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next move, when the time is over, or when aborted. */
  next(signal: AbortSignal | undefined, millis?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = millis === undefined ? undefined : setTimeout(() => wake(), millis);
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
      if (signal?.aborted) wake();
    });
  }
}

/** Resolves once there is an event after the position, or when aborted. */
export async function nextEvent(events: EventLog, after: Position | null, signal: AbortSignal): Promise<void> {
  for await (const delivery of events.subscribe(after, { signal })) {
    if (delivery.kind === 'event') return;
  }
}
