import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type JsonObject, MICROS_PER_MILLISECOND } from '#kernel';
import { type Caller, hasRole } from '#partners/domain';
import { CLOCK, type Clock } from '#platform';
import { Projected } from '#projections';
import { namesOfReader, type StoredReaders } from '../../domain/visibility/listed.js';
import { holdsAt } from '../../domain/visibility/sight.js';
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

/** Events that are set aside, or anomalies, newest first; an event's reference is for whose it is, and auditors. */
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
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ kind, search, page, caller: { partner } }: ListFindings): Promise<Listed> {
    if (!(await this.freshness.reached(DEVICES.projection, page.minPosition))) throw new NotThereYet();
    const seesAll = hasRole(partner, 'operator', 'auditor');
    const found = await this.projected.find(DEVICES.projection, DEVICES[kind], {
      where: conditions({ ...search, visibleTo: seesAll ? undefined : { contains: namesOfReader(partner.id) } }),
      sort: { field: 'at', direction: 'descending' },
      limit: page.limit,
      ...(page.cursor !== undefined && { after: page.cursor }),
    });
    const now = this.clock.now() * MICROS_PER_MILLISECOND;
    const items = found.items.flatMap(({ document }) => {
      const { visibleTo, grants, reference, ...shown } = document as unknown as StoredFinding;
      const own = seesAll || shown.recordedBy === partner.id || shown.partner === partner.id;
      const granted = grants.some((grant) => grant.partner === partner.id && holdsAt(grant, now));
      if (!seesAll && !visibleTo.includes(partner.id) && !granted) return [];
      return [own && reference !== undefined ? { ...shown, reference } : shown];
    });
    return { ...found, items };
  }
}

type StoredFinding = JsonObject & Omit<StoredReaders, 'relatedTo'>;
