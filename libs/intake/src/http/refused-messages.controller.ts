import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller, hasRole, Requires } from '#partners';
import { Answers, paged, pageOf, paging, problem } from '#platform';
import { RefusedMessages } from '../kafka/refused-messages.js';
import { refusedMessagePage } from './refused-message-view.js';

const listing = paging.extend({
  partner: z.string().max(63).optional().describe('Auditors and operators: whose messages they are.'),
});

@ApiTags('imports')
@Controller('v1/intake')
@Requires('any-partner')
export class RefusedMessagesController {
  constructor(@Inject(RefusedMessages) private readonly refused: RefusedMessages) {}

  @Get('refusals')
  @ApiOperation({
    summary: 'Your messages from Kafka of which nothing was recorded, with reasons, newest first.',
    description: 'Kept as long as other refusals. The same answers are on your results topic.',
  })
  @Answers(200, 'A page of messages.', refusedMessagePage)
  async list(@Query({ schema: listing }) query: z.output<typeof listing>, @CurrentCaller() caller: Caller) {
    const { partner = caller.partner.id } = query;
    if (partner !== caller.partner.id && !hasRole(caller.partner, 'operator', 'auditor')) {
      throw problem(403, 'not-yours', 'These are for their sender, auditors and operators.', {
        pointer: '/query/partner',
      });
    }
    return paged(await this.refused.list(partner, pageOf(query)));
  }
}
