import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Projected } from '#projections';
import { Freshness } from '../../application/queries/freshness.js';
import { type Listed, type ListPage, NotThereYet } from '../../application/queries/listing.js';
import type { Recall } from './recall.js';
import { RecallView } from './recall-view.js';
import { RECALLS } from './recalls-projection.js';

/** Recalls, newest first. What they select is public. */
export class ListRecalls extends Query<Listed> {
  constructor(readonly page: ListPage) {
    super();
  }
}

@QueryHandler(ListRecalls)
export class ListRecallsHandler implements IQueryHandler<ListRecalls> {
  constructor(
    @Inject(Projected) private readonly projected: Projected,
    @Inject(Freshness) private readonly freshness: Freshness,
  ) {}

  async execute({ page: { limit, cursor, minPosition } }: ListRecalls): Promise<Listed> {
    if (!(await this.freshness.reached(RECALLS.projection, minPosition))) throw new NotThereYet();
    const found = await this.projected.find(RECALLS.projection, RECALLS.recalls, {
      sort: { field: 'issuedAt', direction: 'descending' },
      limit,
      ...(cursor !== undefined && { after: cursor }),
    });
    return { ...found, items: found.items.map(({ document }) => RecallView.of(document as unknown as Recall)) };
  }
}
