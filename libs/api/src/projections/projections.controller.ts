import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#partners';
import { problem } from '#platform';
import { ProjectionRunner, type ProjectionStatus } from '#projections';

/** What follows the log: how far it is, and building it anew. */
@ApiTags('projections')
@Controller('v1/projections')
@Requires('operator')
export class ProjectionsController {
  constructor(@Inject(ProjectionRunner) private readonly runner: ProjectionRunner) {}

  @Get()
  @ApiOperation({ summary: 'Every build, the one that is read and those beside it: state, position, lag, rate.' })
  async list(): Promise<{ items: ProjectionStatus[] }> {
    return { items: await this.runner.status() };
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @ApiOperation({ summary: 'Build it from the start of the log beside the live one, which serves until then.' })
  async rebuild(@Param('name') name: string): Promise<{ name: string; generation: number }> {
    const known = (await this.runner.status()).some((one) => one.name === name);
    if (!known) throw problem(404, 'unknown-projection', `There is no projection ${name}.`);
    return { name, generation: await this.runner.rebuild(name) };
  }
}
