import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { problem } from '#platform';
import type { Listed, ListPage } from '../../application/queries/listing.js';
import { listed, pageOf } from '../../http/listed.js';
import { findingPaging } from '../finding-paging.js';
import { ListRecalledDevices } from './list-recalled-devices.js';
import { ListRecalls } from './list-recalls.js';
import { RecalledDevicePage, RecallPage } from './recall-view.js';

const recallPage = z.strictObject(findingPaging);
type Paging = z.output<typeof recallPage>;

@ApiTags('findings')
@Controller('v1/recalls')
@Requires('any-partner')
export class RecallsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Recalls that stand, and what each selects, newest first.' })
  @ApiOkResponse({ type: RecallPage })
  list(@Query({ schema: recallPage }) parameters: Paging) {
    return listed(this.queries.execute(new ListRecalls(pageOf(parameters).page)));
  }

  @Get(':recall/devices')
  @ApiOperation({
    summary: 'Devices that a recall selects, where they are now, and whether it was seen to.',
    description: 'Named as `recall:<partner>:<ref>`. Also devices that turned up after the recall.',
  })
  @ApiOkResponse({ type: RecalledDevicePage })
  devices(
    @Param('recall') recall: string,
    @Query({ schema: recallPage }) parameters: Paging,
    @CurrentCaller() caller: Caller,
  ) {
    return listed(this.matches(recall, pageOf(parameters).page, caller));
  }

  private async matches(recall: string, page: ListPage, caller: Caller): Promise<Listed> {
    const found = await this.queries.execute(new ListRecalledDevices(recall, page, caller));
    if (found === undefined) throw problem(404, 'unknown-recall', `There is no recall ${recall} that stands.`);
    return found;
  }
}
