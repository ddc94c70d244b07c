import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Answers, ProblemError, unlessRefused } from '#platform';
import { ChangePartner, type PartnerChange } from '../application/change-partner.handler.js';
import { PartnerDirectoryService } from '../application/partner-directory.service.js';
import { RegisterPartner } from '../application/register-partner.handler.js';
import { RotateKey } from '../application/rotate-key.handler.js';
import { unknownPartner } from '../domain/decisions/index.js';
import type { Caller } from '../domain/partner.js';
import { Requires } from './access.js';
import { CurrentCaller } from './current-caller.js';
import { asGiven, decidedBy } from './partner-requests.js';
import { keyRotation, type RegistrationBody, registration, roleChange, suspension } from './partner-schemas.js';
import { issuedKey, PartnerList, PartnerView, RegisteredPartnerView, viewOf } from './partner-view.js';

@ApiTags('partners')
@Controller('v1/partners')
export class PartnersController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(PartnerDirectoryService) private readonly directory: PartnerDirectoryService,
  ) {}

  @Post()
  @Requires('operator')
  @ApiOperation({ summary: 'Register a partner; its key is answered this once. The same again answers 200.' })
  @ApiCreatedResponse({ type: RegisteredPartnerView })
  @ApiOkResponse({ type: RegisteredPartnerView, description: 'The same registration again: no new key.' })
  async register(
    @Body({ schema: registration }) { id, ...rest }: RegistrationBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredPartnerView> {
    const facts = { partnerId: id, ...asGiven(rest) };
    const registered = unlessRefused(
      await this.commands.execute(new RegisterPartner(facts, decidedBy(caller, request))),
    );
    reply.status(registered.outcome === 'registered' ? 201 : 200).header('location', `/v1/partners/${id}`);
    return { ...this.view(id, caller), ...(registered.key === undefined ? {} : { key: registered.key }) };
  }

  @Get()
  @Requires('any-partner')
  @ApiOperation({ summary: 'All partners.' })
  @ApiOkResponse({ type: PartnerList })
  list(@CurrentCaller() caller: Caller): { items: PartnerView[] } {
    return { items: this.directory.all().map((partner) => viewOf(partner, caller)) };
  }

  @Get(':id')
  @Requires('any-partner')
  @ApiOperation({ summary: 'One partner.' })
  @ApiOkResponse({ type: PartnerView })
  one(@Param('id') id: string, @CurrentCaller() caller: Caller): PartnerView {
    return this.view(id, caller);
  }

  @Post(':id/keys')
  @Requires('operator')
  @ApiOperation({ summary: 'A new key, answered this once; the others end at once or when told.' })
  @Answers(201, 'The new key.', issuedKey)
  async rotate(
    @Param('id') partnerId: string,
    @Body({ schema: keyRotation }) body: z.output<typeof keyRotation>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<{ keyId: string; key: string }> {
    const rotation = { partnerId, ...asGiven(body ?? {}) };
    const { keyId, key } = unlessRefused(
      await this.commands.execute(new RotateKey(rotation, decidedBy(caller, request))),
    );
    return { keyId, key };
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({ summary: 'Its keys are refused from now on.' })
  @ApiOkResponse({ type: PartnerView })
  suspend(
    @Param('id') partnerId: string,
    @Body({ schema: suspension }) body: z.output<typeof suspension>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<PartnerView> {
    return this.change({ kind: 'suspension', partnerId, ...asGiven(body ?? {}) }, caller, request);
  }

  @Post(':id/reactivate')
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({
    summary: 'Ends a suspension: the keys that it had are taken again, as long as they have not expired.',
  })
  @ApiOkResponse({ type: PartnerView })
  reactivate(
    @Param('id') partnerId: string,
    @Body({ schema: suspension }) body: z.output<typeof suspension>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<PartnerView> {
    return this.change({ kind: 'reactivation', partnerId, ...asGiven(body ?? {}) }, caller, request);
  }

  @Put(':id/roles')
  @Requires('operator')
  @ApiOperation({ summary: 'The roles that it has from now on.' })
  @ApiOkResponse({ type: PartnerView })
  roles(
    @Param('id') partnerId: string,
    @Body({ schema: roleChange }) { roles }: z.output<typeof roleChange>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<PartnerView> {
    return this.change({ kind: 'roles', partnerId, roles }, caller, request);
  }

  private async change(change: PartnerChange, caller: Caller, request: FastifyRequest): Promise<PartnerView> {
    unlessRefused(await this.commands.execute(new ChangePartner(change, decidedBy(caller, request))));
    return this.view(change.partnerId, caller);
  }

  private view(id: string, caller: Caller): PartnerView {
    const partner = this.directory.find(id);
    if (partner === undefined) throw new ProblemError(unknownPartner(id));
    return viewOf(partner, caller);
  }
}
