import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '#partners/domain';
import { DeviceFinder, type FoundDevice } from '../device-finder.js';
import type { JourneyCut } from '../journey-loader.js';

/** A device by any of its identifiers, always current, or as of a time. */
export class GetDevice extends Query<FoundDevice> {
  constructor(
    readonly identifier: string,
    readonly caller: Caller,
    readonly cut: JourneyCut = {},
  ) {
    super();
  }
}

@QueryHandler(GetDevice)
export class GetDeviceHandler implements IQueryHandler<GetDevice> {
  constructor(@Inject(DeviceFinder) private readonly devices: DeviceFinder) {}

  execute({ identifier, caller, cut }: GetDevice): Promise<FoundDevice> {
    return this.devices.find(identifier, caller, cut);
  }
}
