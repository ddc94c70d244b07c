import { Controller, Get, HttpStatus, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MICROS_PER_DAY, parseInstant, startOfDay } from '#kernel';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { hasRole } from '#partners/domain';
import { Answers, problem } from '#platform';
import type { FoundDevice } from '../application/device-finder.js';
import type { JourneyCut } from '../application/journey-loader.js';
import { type DeviceSearch, FindDevices } from '../application/queries/find-devices.js';
import { GetDevice } from '../application/queries/get-device.js';
import { deviceVersion } from '../domain/device-version.js';
import { isPseudonym } from '../domain/values/party.js';
import { DeviceView } from './device-view.js';
import { JourneyView } from './journey-view.js';
import { devicePage } from './list-views.js';
import { listed, pageOf } from './listed.js';
import { type DeviceSearchParameters, deviceSearch, type JourneyCutParameters, journeyCut } from './listing-schemas.js';
import { refusalError } from './outcome-response.js';

@ApiTags('devices')
@Controller('v1/devices')
@Requires('any-partner')
export class DevicesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary:
      'Devices that you made, held, owned, were granted or reported on, by model, state, holder, grade and time.',
  })
  @Answers(200, 'A page of devices; of those that you only reported on, what is public.', devicePage)
  async search(@Query({ schema: deviceSearch }) parameters: DeviceSearchParameters, @CurrentCaller() caller: Caller) {
    const { search, page } = pageOf(parameters);
    assertNotByConsumer(search, caller);
    return listed(this.queries.execute(new FindDevices(search, page, caller)));
  }

  @Get(':identifier')
  @ApiOperation({ summary: 'A device by any of its identifiers: its state on all axes.' })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ type: DeviceView })
  @ApiResponse({ status: 304, description: 'It is as your If-None-Match says.' })
  @ApiResponse({ status: 308, description: 'The id of a device that was merged into another.' })
  async show(
    @Param('identifier') identifier: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    const found = here(await this.queries.execute(new GetDevice(identifier, caller)), reply);
    if (found === undefined) return undefined;
    const version = deviceVersion(found.revisions);
    reply.header('etag', version);
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== version) {
      throw problem(412, 'changed-meanwhile', 'The device is no longer as that version says.');
    }
    if (request.headers['if-none-match'] === version) {
      reply.status(HttpStatus.NOT_MODIFIED);
      return undefined;
    }
    return DeviceView.of(found.journey, found.sight);
  }

  @Get(':identifier/journey')
  @ApiOperation({
    summary: 'How it came about: every event in order, corrections shown, at any time as known at any time.',
    description: 'An identifier that several devices have had in turn names the one that had it then.',
  })
  @ApiOkResponse({ type: JourneyView })
  @ApiResponse({ status: 308, description: 'The id of a device that was merged into another.' })
  async journey(
    @Param('identifier') identifier: string,
    @Query({ schema: journeyCut }) parameters: JourneyCutParameters,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    const cut = cutOf(parameters);
    const found = here(await this.asked(identifier, caller, cut), reply, '/journey');
    if (found === undefined) return undefined;
    reply.header('etag', deviceVersion(found.revisions));
    const told = { knownAt: found.position, asOf: parameters.asOf ?? null };
    return JourneyView.tell(found.journey, found.sight, caller.partner.id, told);
  }

  private async asked(identifier: string, caller: Caller, cut: JourneyCut): Promise<FoundDevice> {
    try {
      return await this.queries.execute(new GetDevice(identifier, caller, cut));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ForeignPosition') throw error;
      throw problem(410, 'foreign-position', 'That position is of another log than this one.', {
        pointer: '/query/knownAt',
        hint: 'Ask by time, or by a position that this log gave out.',
      });
    }
  }
}

/**
 * `undefined` where the device is elsewhere: the answer points there (CONTRACTS H4), with the question as it was asked.
 * Nobody may keep it, since a merge can be taken back.
 */
function here(found: FoundDevice, reply: FastifyReply, below = '') {
  if (found.outcome === 'refused') throw refusalError(found);
  if (found.outcome === 'found') return found;
  const { search } = new URL(reply.request.url, 'http://any');
  const location = `/v1/devices/device:${found.deviceId}${below}${search}`;
  reply.status(HttpStatus.PERMANENT_REDIRECT).header('location', location).header('cache-control', 'no-store');
  return undefined;
}

/** Whoever could search by a pseudonym could follow a person from device to device. */
function assertNotByConsumer(search: DeviceSearch, { partner }: Caller): void {
  if (hasRole(partner, 'operator', 'auditor')) return;
  const field = (['holder', 'owner'] as const).find((name) => isPseudonym(search[name] ?? ''));
  if (field === undefined) return;
  throw problem(403, 'consumers-are-not-searched', 'Only auditors and operators search by a consumer.', {
    pointer: `/query/${field}`,
    hint: 'Search by a partner, or by what you know of the device.',
  });
}

function cutOf({ asOf, knownAt }: JourneyCutParameters): JourneyCut {
  const cut: JourneyCut = {};
  if (asOf !== undefined)
    cut.asOf = asOf.length === 10 ? startOfDay(asOf) + MICROS_PER_DAY - 1 : (parseInstant(asOf) ?? 0);
  if (knownAt !== undefined) cut.knownAt = knownAt;
  return cut;
}
