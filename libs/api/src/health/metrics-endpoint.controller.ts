import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Requires } from '#partners';
import { Telemetry } from '#platform';

@ApiTags('health')
@Controller('metrics')
export class MetricsEndpoint {
  constructor(@Inject(Telemetry) private readonly telemetry: Telemetry) {}

  @Get()
  @Requires('operator')
  @ApiOperation({ summary: 'Measurements of this process for Prometheus.' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } }, description: 'Text exposition format.' })
  async scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.type(this.telemetry.registry.contentType);
    return this.telemetry.registry.metrics();
  }
}
