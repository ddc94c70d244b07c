import { Controller, Get, HttpCode, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Admitted, hasRole, Public } from '#partners';
import { Answers } from '#platform';
import { type Readiness, withoutDetails } from './checks.js';
import { liveness, readiness } from './health-views.js';
import { ReadinessProbe } from './readiness-probe.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(ReadinessProbe) private readonly probe: ReadinessProbe) {}

  @Get('live')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'The process runs.' })
  @Answers(200, 'It does.', liveness)
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({
    summary: 'Stores answer, projections run and are not too far behind; else 503.',
    description: 'Names what was looked at and what of it is well; why something is not, with an operator’s key only.',
  })
  @Answers(200, 'Ready.', readiness)
  @Answers(503, 'Not ready.', readiness)
  async ready(@Req() { caller }: Admitted, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const found = await this.probe.look();
    reply.status(found.status === 'ready' ? 200 : 503);
    return caller !== null && hasRole(caller.partner, 'operator') ? found : withoutDetails(found);
  }
}
