import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Caller, hasRole } from '#partners/domain';
import { Projected } from '#projections';
import { DEVICES } from '../../projections/names.js';
import { Freshness } from './freshness.js';
import { conditions, type Listed, type ListPage, NotThereYet } from './listing.js';

export interface FindingSearch {
  rule?: string;
  severity?: string;
  /** Of anomalies: `open`, or how it was resolved. */
  state?: string;
  deviceId?: string;
  /** Partner that sent the event, or is asked to explain the anomaly. */
  partner?: string;
  type?: string;
}

/** Events that are set aside, or anomalies, newest first. */
export class ListFindings extends Query<Listed> {
  constructor(
    readonly kind: 'quarantine' | 'anomalies',
    readonly search: FindingSearch,
    readonly page: ListPage,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListFindings)
export class ListFindingsHandler implements IQueryHandler<ListFindings> {
  constructor(
    @Inject(Projected) private readonly projected: Projected,
    @Inject(Freshness) private readonly freshness: Freshness,
  ) {}

  async execute({ kind, search, page, caller: { partner } }: ListFindings): Promise<Listed> {
    if (!(await this.freshness.reached(DEVICES.projection, page.minPosition))) throw new NotThereYet();
    const seesAll = hasRole(partner, 'operator', 'auditor');
    const found = await this.projected.find(DEVICES.projection, DEVICES[kind], {
      where: conditions({ ...search, visibleTo: seesAll ? undefined : { contains: [partner.id] } }),
      sort: { field: 'at', direction: 'descending' },
      limit: page.limit,
      ...(page.cursor !== undefined && { after: page.cursor }),
    });
    return { ...found, items: found.items.map(({ document: { visibleTo: _, ...shown } }) => shown) };
  }
}
