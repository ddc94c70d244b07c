import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { MICROS_PER_MILLISECOND } from '#kernel';
import { type Caller, hasRole } from '#partners/domain';
import { CLOCK, type Clock } from '#platform';
import { Projected } from '#projections';
import { Freshness } from '../../application/queries/freshness.js';
import { type Listed, type ListPage, NotThereYet } from '../../application/queries/listing.js';
import { namesOfReader, tiersInList } from '../../domain/visibility/listed.js';
import { CLASHES } from '../clashes-projection.js';
import { FindRecalls } from './find-recalls.js';
import { type Recall, type Recallable, selected } from './recall.js';
import { RecalledDeviceView } from './recall-view.js';
import { RECALLS } from './recalls-projection.js';
import { selects } from './resolution.js';

/**
 * Devices that a recall selects, among those that the caller may read, by their ids; one whose grant ended is left out of
 * the page that it was on. `undefined`: no such recall.
 */
export class ListRecalledDevices extends Query<Listed | undefined> {
  constructor(
    readonly recall: string,
    readonly page: ListPage,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListRecalledDevices)
export class ListRecalledDevicesHandler implements IQueryHandler<ListRecalledDevices> {
  constructor(
    @Inject(Projected) private readonly projected: Projected,
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(FindRecalls) private readonly recalls: FindRecalls,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ recall: name, page, caller: { partner } }: ListRecalledDevices): Promise<Listed | undefined> {
    for (const projection of [RECALLS.projection, CLASHES.projection]) {
      if (!(await this.freshness.reached(projection, page.minPosition))) throw new NotThereYet();
    }
    const known = await this.projected.get(RECALLS.projection, RECALLS.recalls, name);
    if (known === undefined) return undefined;
    const recall = known.document as unknown as Recall;
    const seesAll = hasRole(partner, 'operator', 'auditor');
    const found = await this.projected.find(CLASHES.projection, CLASHES.recallables, {
      where: { ...selected(recall), ...(!seesAll && { visibleTo: { contains: namesOfReader(partner.id) } }) },
      limit: page.limit,
      ...(page.cursor !== undefined && { after: page.cursor }),
    });
    const devices = found.items.map(({ document }) => document as unknown as Recallable);
    const distinct = [...new Map(devices.map((device) => [device.deviceId, device])).values()];
    const now = this.clock.now() * MICROS_PER_MILLISECOND;
    const namesakes = (await this.recalls.named(recall.ref)).filter((other) => other.recall !== recall.recall);
    const items = distinct.flatMap((device) => {
      const tiers = tiersInList(device, partner, now);
      if (!tiers.includes('public')) return [];
      const others = namesakes.filter((other) => selects(other, [{ ...device, first: 1 }]));
      return [RecalledDeviceView.of(recall, device, tiers, others)];
    });
    return { ...found, items };
  }
}
