import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#partners';
import { Answers, problem } from '#platform';
import { type ProjectionStatus, Projector, ProjectorDown } from '#projections';
import { projectionList, rebuildBegun } from './projection-views.js';

/** What follows the log: how far it is, and building it anew. */
@ApiTags('projections')
@Controller('v1/projections')
@Requires('operator')
export class ProjectionsController {
  constructor(@Inject(Projector) private readonly projector: Projector) {}

  @Get()
  @ApiOperation({ summary: 'Every build, the one that is read and those beside it: state, position, lag, rate.' })
  @Answers(200, 'All builds.', projectionList)
  async list(): Promise<{ items: ProjectionStatus[] }> {
    return { items: await this.projector.status() };
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @ApiOperation({ summary: 'Build it from the start of the log beside the live one, which serves until then.' })
  @Answers(202, 'Begun.', rebuildBegun)
  async rebuild(@Param('name') name: string): Promise<{ name: string; generation: number }> {
    const complaint = this.projector.complaint?.();
    if (complaint !== undefined) throw problem(503, 'projector-down', complaint);
    const known = (await this.projector.status()).some((one) => one.name === name);
    if (!known) throw problem(404, 'unknown-projection', `There is no projection ${name}.`);
    try {
      return { name, generation: await this.projector.rebuild(name) };
    } catch (error) {
      if (!(error instanceof ProjectorDown)) throw error;
      throw problem(503, 'projector-down', error.message);
    }
  }
}
