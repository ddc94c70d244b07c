import type { FeedPosition } from '../../domain/index.js';

/** What has been read of a feed and is not settled yet. */
export interface OpenStep {
  reached: FeedPosition;
  /** Messages that are neither delivered nor kept. */
  open: number;
}

/** How far a feed is settled: up to the first step of which a message is still open. */
export class FeedWindow {
  readonly #steps: OpenStep[] = [];
  #moved: FeedPosition | undefined;

  add(reached: FeedPosition, open: number): OpenStep {
    const last = this.#steps.at(-1);
    // A step that gives nothing is done with the one before it: so what is waited for stays short.
    if (open === 0 && last !== undefined) {
      last.reached = reached;
      return last;
    }
    const step = { reached, open };
    this.#steps.push(step);
    if (open === 0) this.#advance();
    return step;
  }

  settle(step: OpenStep): void {
    step.open -= 1;
    if (step.open === 0) this.#advance();
  }

  /** The place reached, if it has moved since this was asked last. */
  takeMoved(): FeedPosition | undefined {
    const moved = this.#moved;
    this.#moved = undefined;
    return moved;
  }

  #advance(): void {
    let settled = 0;
    while (this.#steps[settled]?.open === 0) settled += 1;
    const last = this.#steps.splice(0, settled).at(-1);
    if (last !== undefined) this.#moved = last.reached;
  }
}
