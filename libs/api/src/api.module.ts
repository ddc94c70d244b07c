import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { PartnersModule } from '#partners';
import { PlatformModule, type PlatformParts } from '#platform';
import { HealthController } from './health/health.controller.js';
import { MetricsEndpoint } from './health/metrics-endpoint.controller.js';
import { ReadinessProbe } from './health/readiness-probe.js';

@Module({})
class ApiModule {}

/** The rooms that one process serves. */
export const apiModule = (parts: PlatformParts): DynamicModule => ({
  module: ApiModule,
  imports: [PlatformModule.with(parts), CqrsModule.forRoot(), PartnersModule],
  controllers: [HealthController, MetricsEndpoint],
  providers: [ReadinessProbe],
});
