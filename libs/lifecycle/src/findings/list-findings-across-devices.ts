import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type JsonObject, MICROS_PER_MILLISECOND } from '#kernel';
import { type Caller, hasRole } from '#partners/domain';
import { CLOCK, type Clock } from '#platform';
import { Projected } from '#projections';
import { Freshness } from '../application/queries/freshness.js';
import { type Listed, type ListPage, NotThereYet } from '../application/queries/listing.js';
import { CLASHES } from './clashes-projection.js';
import { FindClashes } from './find-clashes.js';
import { type ClashSearch, decodeCursor, encodeCursor } from './finding-cursor.js';
import { findingSeenBy, wholeFinding } from './seen-finding.js';

/** Findings that only several devices show, in the order of what they are about. */
export class ListFindingsAcrossDevices extends Query<Listed> {
  constructor(
    readonly search: ClashSearch,
    readonly page: ListPage,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Keys that one page looks at; where fewer findings are among them than asked for, the page is short and has a next. */
const LOOKED_AT_MAX = 500;

@QueryHandler(ListFindingsAcrossDevices)
export class ListFindingsAcrossDevicesHandler implements IQueryHandler<ListFindingsAcrossDevices> {
  constructor(
    @Inject(FindClashes) private readonly clashes: FindClashes,
    @Inject(Projected) private readonly projected: Projected,
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ search, page, caller: { partner } }: ListFindingsAcrossDevices): Promise<Listed> {
    if (!(await this.freshness.reached(CLASHES.projection, page.minPosition))) throw new NotThereYet();
    const seesAll = hasRole(partner, 'operator', 'auditor');
    const now = this.clock.now() * MICROS_PER_MILLISECOND;
    const currency = await this.projected.currency(CLASHES.projection);
    const items: JsonObject[] = [];
    let last = page.cursor === undefined ? undefined : decodeCursor(search, page.cursor);
    let lookedAt = 0;
    for await (const key of this.clashes.keys({ ...search, after: last })) {
      if (last !== undefined && (items.length === page.limit || lookedAt === LOOKED_AT_MAX)) {
        return { items, ...currency, next: encodeCursor(search, last) };
      }
      const finding = await this.clashes.finding(key);
      const ruling = finding && (await this.clashes.ruling(finding.id));
      const isWanted = search.state === undefined || search.state === (ruling?.resolution ?? 'open');
      const seen =
        finding && isWanted && (seesAll ? wholeFinding(finding, ruling) : findingSeenBy(finding, partner, now, ruling));
      if (seen) items.push(seen);
      last = key;
      lookedAt += 1;
    }
    return { items, ...currency };
  }
}
