import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Answers, ProblemError, problem, unlessRefused } from '#platform';
import { ChangePartner } from '../application/change-partner.handler.js';
import { PartnerDirectoryService } from '../application/partner-directory.service.js';
import { unknownPartner } from '../domain/decisions/index.js';
import { type Caller, hasRole } from '../domain/partner.js';
import { Requires } from './access.js';
import { CurrentCaller } from './current-caller.js';
import { asGiven, decidedBy } from './partner-requests.js';
import { delegationGrant } from './partner-schemas.js';
import { delegation } from './partner-view.js';

/** Who may report for the partner: granted by itself or an operator. */
@ApiTags('partners')
@Controller('v1/partners/:id/delegations')
export class DelegationsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(PartnerDirectoryService) private readonly directory: PartnerDirectoryService,
  ) {}

  @Post()
  @Requires('any-partner')
  @ApiOperation({ summary: 'Let another partner report for this one.' })
  @Answers(201, 'It may.', delegation)
  async grant(
    @Param('id') partnerId: string,
    @Body({ schema: delegationGrant }) body: z.output<typeof delegationGrant>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<{ principal: string; delegate: string }> {
    this.checkPrincipal(partnerId, caller);
    const change = { kind: 'grant', partnerId, ...asGiven(body) } as const;
    unlessRefused(await this.commands.execute(new ChangePartner(change, decidedBy(caller, request))));
    return { principal: partnerId, delegate: body.delegateId };
  }

  @Delete(':delegateId')
  @HttpCode(204)
  @Requires('any-partner')
  @ApiOperation({ summary: 'End it now; what was reported before stays.' })
  @ApiNoContentResponse({ description: 'It may no longer.' })
  async revoke(
    @Param('id') partnerId: string,
    @Param('delegateId') delegateId: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    this.checkPrincipal(partnerId, caller);
    const change = { kind: 'revocation', partnerId, delegateId } as const;
    unlessRefused(await this.commands.execute(new ChangePartner(change, decidedBy(caller, request))));
  }

  private checkPrincipal(partnerId: string, { partner }: Caller): void {
    if (partner.id !== partnerId && !hasRole(partner, 'operator')) {
      throw problem(403, 'not-the-principal', `Only ${partnerId} and operators decide who acts for it.`);
    }
    if (this.directory.find(partnerId) === undefined) throw new ProblemError(unknownPartner(partnerId));
  }
}
