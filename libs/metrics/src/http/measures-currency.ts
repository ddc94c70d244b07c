import { Inject, Injectable } from '@nestjs/common';
import { Freshness } from '#lifecycle';
import { type ProblemError, problem } from '#platform';
import { type Currency, Projected } from '#projections';
import { measuresProjection } from '../domain/measures-projection.js';

const POINTER = '/query/minPosition';

/** How current the measures are, for readers that insist on what they have just reported (CONTRACTS P7). */
@Injectable()
export class MeasuresCurrency {
  constructor(
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(Projected) private readonly projected: Projected,
  ) {}

  /** Waits until the measures know what was recorded up to `minPosition`. What is read after this is at least so new. */
  async from(minPosition: string | undefined): Promise<Currency> {
    const reached = await this.freshness.reached(measuresProjection.name, minPosition).catch(foreign);
    if (!reached) {
      throw problem(503, 'not-there-yet', 'The measures have not come as far as that position.', {
        pointer: POINTER,
        hint: 'Ask again in a moment.',
      });
    }
    return this.projected.currency(measuresProjection.name);
  }
}

function foreign(error: unknown): never {
  throw error instanceof Error && error.name === 'ForeignPosition' ? foreignPosition() : error;
}

const foreignPosition = (): ProblemError =>
  problem(410, 'foreign-position', 'That position is of another log than this one.', {
    pointer: POINTER,
    hint: 'Send one that an answer of this log gave.',
  });
