import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Caller, hasRole } from '#partners/domain';
import { Projected } from '#projections';
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

/** What is shown of a device to who only reported on it. */
const PUBLIC = [
  'deviceId',
  'category',
  'brand',
  'model',
  'disposition',
  'grades',
  'data',
  'legal',
  'lives',
  'cycles',
  'lastEventAt',
] as const;

@QueryHandler(FindDevices)
export class FindDevicesHandler implements IQueryHandler<FindDevices> {
  constructor(
    @Inject(Projected) private readonly projected: Projected,
    @Inject(Freshness) private readonly freshness: Freshness,
  ) {}

  async execute({ search, page, caller: { partner } }: FindDevices): Promise<Listed> {
    if (!(await this.freshness.reached(DEVICES.projection, page.minPosition))) throw new NotThereYet();
    const seesAll = hasRole(partner, 'operator', 'auditor');
    const related = FOR_RELATED.some((field) => search[field] !== undefined);
    const mine = seesAll ? undefined : { contains: [partner.id] };
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
    const items = found.items.map(({ document }) => {
      const { visibleTo: _, relatedTo, ...shown } = document;
      if (seesAll || (Array.isArray(relatedTo) && relatedTo.includes(partner.id))) return shown;
      return Object.fromEntries(PUBLIC.flatMap((field) => (shown[field] === undefined ? [] : [[field, shown[field]]])));
    });
    return { ...found, items };
  }
}

/** A day as upper end includes the whole of it. */
const between = (from: string | undefined, to: string | undefined): { from?: string; to?: string } => ({
  ...(from !== undefined && { from: from.length === 10 ? from : new Date(from).toISOString() }),
  ...(to !== undefined && { to: to.length === 10 ? `${to}T23:59:59.999Z` : new Date(to).toISOString() }),
});
