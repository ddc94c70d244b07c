import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Accepts, Answers, ProblemError, unlessRefused } from '#platform';
import { FactorSets, noSuchSet } from '../application/factor-sets.service.js';
import { type FactorSet, factorSetSchema } from '../domain/index.js';
import {
  type FactorSetContent,
  type FactorSetHeading,
  factorSetContent,
  factorSetHeading,
  factorSetList,
  headingOf,
} from './factor-set-view.js';

/** Impact factors as versioned data: an edition never changes, and values by its name stay what they are. */
@ApiTags('factor sets')
@Controller('v1/factor-sets')
export class FactorSetsController {
  constructor(@Inject(FactorSets) private readonly sets: FactorSets) {}

  @Get()
  @Requires('any-partner')
  @ApiOperation({ summary: 'Every factor set that metrics can be asked with, without its figures.' })
  @Answers(200, 'All of them.', factorSetList)
  async list(): Promise<{ items: FactorSetHeading[] }> {
    return { items: (await this.sets.list()).map(headingOf) };
  }

  @Get(':edition')
  @Requires('any-partner')
  @ApiOperation({ summary: 'One factor set with every figure; without `@` and a number, its highest edition.' })
  @Answers(200, 'The set.', factorSetContent)
  async one(@Param('edition') edition: string): Promise<FactorSetContent> {
    const found = await this.sets.named(edition);
    if (found === undefined) throw new ProblemError(noSuchSet(edition));
    return { ...headingOf(found), content: found.set };
  }

  @Post()
  @Requires('operator')
  @Accepts({ limit: 'batch' })
  @ApiOperation({
    summary: 'Take a factor set into the log, and activate it. The same again answers 200; other content, 409.',
  })
  @Answers(201, 'Taken; metrics can be asked with it.', factorSetHeading)
  @Answers(200, 'It was there already.', factorSetHeading)
  async take(
    @Body({ schema: factorSetSchema }) body: FactorSet,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FactorSetHeading> {
    const { outcome, set } = unlessRefused(await this.sets.import(body, caller.partner.id));
    const heading = headingOf(set);
    reply.status(outcome === 'imported' ? 201 : 200).header('location', `/v1/factor-sets/${heading.edition}`);
    return heading;
  }

  @Post(':edition/default')
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({
    summary: 'Answer with this set where none is named, from now on. Values by name stay what they are.',
  })
  @Answers(200, 'The default.', factorSetHeading)
  async choose(@Param('edition') edition: string, @CurrentCaller() caller: Caller): Promise<FactorSetHeading> {
    return headingOf(unlessRefused(await this.sets.choose(edition, caller.partner.id)).set);
  }
}
