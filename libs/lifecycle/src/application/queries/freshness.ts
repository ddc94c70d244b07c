import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, Position } from '#event-store';
import { EVENT_STORE } from '#platform';
import { Projected } from '#projections';

const WAIT_MILLIS_MAX = 5_000;
/** Pauses between two looks; they grow, since each look asks a server where every partition is. */
const LOOK_AGAIN_MILLIS = 20;
const LOOK_AGAIN_MILLIS_MAX = 160;

/** Lets a reader insist on what it has just reported (CONTRACTS P7, `minPosition`). */
@Injectable()
export class Freshness {
  constructor(
    @Inject(Projected) private readonly projected: Projected,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** `false`: the projection has not come so far in time. Throws `ForeignPosition`. */
  async reached(projection: string, minPosition: Position | undefined): Promise<boolean> {
    if (minPosition === undefined) return true;
    this.store.compare(minPosition, minPosition);
    let pause = LOOK_AGAIN_MILLIS;
    for (const end = performance.now() + WAIT_MILLIS_MAX; performance.now() <= end; ) {
      const { asOfPosition } = await this.projected.currency(projection);
      if (this.isOfThisLog(asOfPosition) && this.store.compare(asOfPosition, minPosition) >= 0) return true;
      await setTimeout(pause);
      pause = Math.min(LOOK_AGAIN_MILLIS_MAX, 2 * pause);
    }
    return false;
  }
  /** After a move to another log the old one's projection is read until the new one has caught up. */
  private isOfThisLog(position: Position | null): position is Position {
    return position?.startsWith(`${this.store.epoch}:`) === true;
  }
}
