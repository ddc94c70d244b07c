import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '#partners';
import { PlatformModule, type PlatformParts } from '#platform';
import { HealthController } from './health/health.controller.js';
import { MetricsEndpoint } from './health/metrics-endpoint.controller.js';
import { ProcessGauges } from './health/process-gauges.js';
import { ReadinessProbe } from './health/readiness-probe.js';
import { projectionsModule } from './projections/projections.module.js';

@Module({})
class ProjectorModule {}

/** What follows the log, and the little HTTP by which operators see how it does. */
export const projectorModule = (parts: PlatformParts): DynamicModule => ({
  module: ProjectorModule,
  imports: [PlatformModule.with(parts), AccessModule, projectionsModule({ projects: true, served: false })],
  controllers: [HealthController, MetricsEndpoint],
  providers: [ReadinessProbe, ProcessGauges],
});
