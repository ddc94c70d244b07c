import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { MICROS_PER_MILLISECOND } from '#kernel';
import { type Caller, hasRole } from '#partners/domain';
import { CLOCK, type Clock } from '#platform';
import { Projected } from '#projections';
import { LISTED_TIERS, namesOfReader, type StoredReaders, tiersInList } from '../../domain/visibility/listed.js';
import { visibleFields } from '../../domain/visibility/visible-fields.js';
import { DEVICES } from '../../projections/names.js';
import { Freshness } from './freshness.js';
import { conditions, type Listed, type ListPage, NotThereYet, partyOf } from './listing.js';

export interface DeviceSearch {
  model?: string;
  brand?: string;
  category?: string;
  state?: string;
  grade?: string;
  holder?: string;
  owner?: string;
  country?: string;
  /** Days or instants of the last event, both ends included. */
  updatedFrom?: string;
  updatedTo?: string;
}

export class FindDevices extends Query<Listed> {
  constructor(
    readonly search: DeviceSearch,
    readonly page: ListPage,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Fields of others' devices that one may not even search by (CONTRACTS H6). */
const FOR_RELATED = ['holder', 'owner'] as const;

/** A grant that ended is left out of the page that its device was on: a page can be shorter than its limit. */
@QueryHandler(FindDevices)
export class FindDevicesHandler implements IQueryHandler<FindDevices> {
  constructor(
    @Inject(Projected) private readonly projected: Projected,
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ search, page, caller: { partner } }: FindDevices): Promise<Listed> {
    if (!(await this.freshness.reached(DEVICES.projection, page.minPosition))) throw new NotThereYet();
    const seesAll = hasRole(partner, 'operator', 'auditor');
    const related = FOR_RELATED.some((field) => search[field] !== undefined);
    const mine = seesAll ? undefined : { contains: namesOfReader(partner.id) };
    const { holder, owner, state, grade, updatedFrom, updatedTo, ...plain } = search;
    const found = await this.projected.find(DEVICES.projection, DEVICES.devices, {
      where: conditions({
        ...plain,
        disposition: state,
        grades: grade === undefined ? undefined : { contains: [grade.toLowerCase()] },
        holder: holder === undefined ? undefined : partyOf(holder),
        owner: owner === undefined ? undefined : partyOf(owner),
        lastEventAt: updatedFrom === undefined && updatedTo === undefined ? undefined : between(updatedFrom, updatedTo),
        [related ? 'relatedTo' : 'visibleTo']: mine,
      }),
      ...(updatedFrom !== undefined && { sort: { field: 'lastEventAt', direction: 'ascending' as const } }),
      limit: page.limit,
      ...(page.cursor !== undefined && { after: page.cursor }),
    });
    const now = this.clock.now() * MICROS_PER_MILLISECOND;
    const items = found.items.flatMap(({ document }) => {
      const tiers = tiersInList(document as unknown as StoredReaders, partner, now);
      return tiers.includes(related ? 'holder' : 'public') ? [visibleFields(LISTED_TIERS, document, tiers)] : [];
    });
    return { ...found, items };
  }
}

/** A day as upper end includes the whole of it. */
const between = (from: string | undefined, to: string | undefined): { from?: string; to?: string } => ({
  ...(from !== undefined && { from: from.length === 10 ? from : new Date(from).toISOString() }),
  ...(to !== undefined && { to: to.length === 10 ? `${to}T23:59:59.999Z` : new Date(to).toISOString() }),
});
