import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { intakeModule, ROOM, type Room } from '#intake';
import { LifecycleModule } from '#lifecycle';
import { MEASURE_READER, METRIC_CALENDAR, metricsModule } from '#metrics';
import { PartnersModule } from '#partners';
import { CONFIGURATION, type Configuration, PlatformModule, type PlatformParts } from '#platform';
import { MeasureCalendar, MeasureReader, Projector } from '#projections';
import { HealthController } from './health/health.controller.js';
import { MetricsEndpoint } from './health/metrics-endpoint.controller.js';
import { ProcessGauges } from './health/process-gauges.js';
import { ReadinessProbe } from './health/readiness-probe.js';
import { ProjectionsModule } from './projections/projections.module.js';

const metrics = metricsModule(
  [
    { provide: MEASURE_READER, useExisting: MeasureReader },
    { provide: METRIC_CALENDAR, useExisting: MeasureCalendar },
  ],
  [ProjectionsModule],
);

/** Bulk intake goes on while projections are not too far behind. */
const intake = intakeModule(
  [
    {
      provide: ROOM,
      inject: [Projector, CONFIGURATION],
      useFactory: (projector: Projector, { limits }: Configuration): Room => ({
        wait: (signal) => projector.waitUntilLagBelow(limits.intakeLagEvents, signal),
      }),
    },
  ],
  [ProjectionsModule, LifecycleModule],
);

@Module({})
class ApiModule {}

/** The rooms that one process serves. */
export const apiModule = (parts: PlatformParts): DynamicModule => ({
  module: ApiModule,
  imports: [
    PlatformModule.with(parts),
    CqrsModule.forRoot(),
    PartnersModule,
    LifecycleModule,
    ProjectionsModule,
    metrics,
    intake,
  ],
  controllers: [HealthController, MetricsEndpoint],
  providers: [ReadinessProbe, ProcessGauges],
});
