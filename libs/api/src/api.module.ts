import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LifecycleModule } from '#lifecycle';
import { MEASURE_READER, METRIC_CALENDAR, metricsModule } from '#metrics';
import { PartnersModule } from '#partners';
import { PlatformModule, type PlatformParts } from '#platform';
import { MeasureCalendar, MeasureReader } from '#projections';
import { HealthController } from './health/health.controller.js';
import { MetricsEndpoint } from './health/metrics-endpoint.controller.js';
import { ProcessGauges } from './health/process-gauges.js';
import { ReadinessProbe } from './health/readiness-probe.js';
import { ProjectionsModule } from './projections/projections.module.js';

@Module({})
class ApiModule {}

const metrics = metricsModule(
  [
    { provide: MEASURE_READER, useExisting: MeasureReader },
    { provide: METRIC_CALENDAR, useExisting: MeasureCalendar },
  ],
  [ProjectionsModule],
);

/** The rooms that one process serves. */
export const apiModule = (parts: PlatformParts): DynamicModule => ({
  module: ApiModule,
  imports: [
    PlatformModule.with(parts),
    CqrsModule.forRoot(),
    PartnersModule,
    ProjectionsModule,
    LifecycleModule,
    metrics,
  ],
  controllers: [HealthController, MetricsEndpoint],
  providers: [ReadinessProbe, ProcessGauges],
});
