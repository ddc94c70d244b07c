import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Accepts, Answers, ProblemError, unlessRefused } from '#platform';
import { noSuchEdition, PutOnMarket } from '../application/put-on-market.service.js';
import { editionOf, type HeadingQuery, MASS_FILE_TYPES, TakesEdition } from './put-on-market-body.js';
import {
  headingOf,
  type PutOnMarketContent,
  type PutOnMarketHeading,
  putOnMarketContent,
  putOnMarketHeading,
  putOnMarketList,
} from './put-on-market-view.js';

/** National masses put on the market as versioned data: what `weeeCollectionRate` divides by. */
@ApiTags('put on market')
@Controller('v1/put-on-market')
export class PutOnMarketController {
  constructor(@Inject(PutOnMarket) private readonly editions: PutOnMarket) {}

  @Get()
  @Requires('any-partner')
  @ApiOperation({ summary: 'Every edition of masses put on national markets, without its figures.' })
  @Answers(200, 'All of them.', putOnMarketList)
  async list(): Promise<{ items: PutOnMarketHeading[] }> {
    return { items: (await this.editions.list()).map(headingOf) };
  }

  @Get(':edition')
  @Requires('any-partner')
  @ApiOperation({ summary: 'One edition with every mass, by name and number.' })
  @Answers(200, 'The edition.', putOnMarketContent)
  async one(@Param('edition') edition: string): Promise<PutOnMarketContent> {
    const found = await this.editions.named(edition);
    if (found === undefined) throw new ProblemError(noSuchEdition(edition));
    return { ...headingOf(found), content: found.content };
  }

  @Post()
  @Requires('operator')
  @Accepts({ types: MASS_FILE_TYPES, limit: 'batch' })
  @TakesEdition(
    'Take masses by country, year and WEEE category into the log: JSON, or CSV whose heading is in the address. The same again answers 200; other content, 409.',
  )
  @Answers(201, 'Taken; rates follow from it.', putOnMarketHeading)
  @Answers(200, 'It was there already.', putOnMarketHeading)
  async take(
    @Body() body: unknown,
    @Query() query: HeadingQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PutOnMarketHeading> {
    const taken = unlessRefused(await this.editions.state(await editionOf(body, query), caller.partner.id));
    const heading = headingOf(taken.edition);
    reply.status(taken.outcome === 'stated' ? 201 : 200).header('location', `/v1/put-on-market/${heading.edition}`);
    return heading;
  }
}
