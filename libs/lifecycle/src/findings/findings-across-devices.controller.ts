import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { GetDevice } from '../application/queries/get-device.js';
import { listed, pageOf } from '../http/listed.js';
import { refusalError } from '../http/outcome-response.js';
import { findingPaging } from './finding-paging.js';
import { FindingPage } from './finding-view.js';
import { ListFindingsAcrossDevices } from './list-findings-across-devices.js';
import { USE_KINDS } from './use.js';

const findingQuery = z.strictObject({
  kind: z.enum(USE_KINDS).describe('What the devices clash about').exactOptional(),
  device: z.string().min(1).max(200).describe('Any identifier of a device that you may read').exactOptional(),
  ...findingPaging,
});
type Search = z.output<typeof findingQuery>;

@ApiTags('findings')
@Controller('v1/findings')
@Requires('any-partner')
export class FindingsAcrossDevicesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'What only several devices show: a certificate, an identifier or a part used twice, a code of two models.',
    description:
      'Operators and auditors see all; a partner those that one of its devices is in, without the devices of others.',
  })
  @ApiOkResponse({ type: FindingPage })
  async list(@Query({ schema: findingQuery }) parameters: Search, @CurrentCaller() caller: Caller) {
    const {
      search: { kind, device },
      page,
    } = pageOf(parameters);
    const deviceId = device === undefined ? undefined : await this.idOf(device, caller);
    return listed(this.queries.execute(new ListFindingsAcrossDevices({ kind, deviceId }, page, caller)));
  }

  private async idOf(identifier: string, caller: Caller): Promise<string> {
    const found = await this.queries.execute(new GetDevice(identifier, caller));
    if (found.outcome === 'refused') throw refusalError(found);
    return found.outcome === 'moved' ? found.deviceId : found.journey.deviceId;
  }
}
