import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, Position } from '#event-store';
import { EVENT_STORE } from '#platform';
import { Projected } from '#projections';

const WAIT_MILLIS_MAX = 5_000;
const LOOK_EVERY_MILLIS = 20;

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
    for (let waited = 0; waited <= WAIT_MILLIS_MAX; waited += LOOK_EVERY_MILLIS) {
      const { asOfPosition } = await this.projected.currency(projection);
      if (asOfPosition !== null && this.store.compare(asOfPosition, minPosition) >= 0) return true;
      await setTimeout(LOOK_EVERY_MILLIS);
    }
    return false;
  }
}
