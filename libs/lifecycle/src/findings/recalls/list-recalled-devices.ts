import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Caller, hasRole } from '#partners/domain';
import { Projected } from '#projections';
import { Freshness } from '../../application/queries/freshness.js';
import { type Listed, type ListPage, NotThereYet } from '../../application/queries/listing.js';
import { CLASHES } from '../clashes-projection.js';
import { type Recall, type Recallable, selected } from './recall.js';
import { RecalledDeviceView } from './recall-view.js';
import { RECALLS } from './recalls-projection.js';

/** Devices that a recall selects, among those that the caller may read, by their ids. `undefined`: no such recall. */
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
      where: { ...selected(recall), ...(!seesAll && { visibleTo: { contains: [partner.id] } }) },
      limit: page.limit,
      ...(page.cursor !== undefined && { after: page.cursor }),
    });
    const devices = found.items.map(({ document }) => document as unknown as Recallable);
    const distinct = [...new Map(devices.map((device) => [device.deviceId, device])).values()];
    const isRelated = ({ relatedTo }: Recallable) => seesAll || relatedTo.includes(partner.id);
    return { ...found, items: distinct.map((device) => RecalledDeviceView.of(recall, device, isRelated(device))) };
  }
}
