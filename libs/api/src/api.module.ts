import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { BackupModule } from '#backup';
import { ContractModule } from '#contract';
import { FeedsModule, webhookDelivery } from '#feeds';
import { ImpactModule } from '#impact';
import { intakeModule } from '#intake';
import { LifecycleModule } from '#lifecycle';
import { MEASURE_READER, METRIC_CALENDAR, metricsModule } from '#metrics';
import { PartnersModule } from '#partners';
import { PlatformModule, type PlatformParts } from '#platform';
import { MeasureCalendar, MeasureReader } from '#projections';
import { VerificationModule } from '#verification';
import { HealthController } from './health/health.controller.js';
import { MetricsEndpoint } from './health/metrics-endpoint.controller.js';
import { ProcessGauges } from './health/process-gauges.js';
import { ReadinessProbe } from './health/readiness-probe.js';
import { KafkaIntakeService } from './kafka-intake/kafka-intake.service.js';
import { KafkaIntakeGauges } from './kafka-intake/kafka-intake-gauges.js';
import { room } from './kafka-intake/room.js';
import { projectionsModule } from './projections/projections.module.js';
import { ON_FENCED, RelayService } from './relay/relay.service.js';
import { RelayGauges } from './relay/relay-gauges.js';

const measures: Provider[] = [
  { provide: MEASURE_READER, useExisting: MeasureReader },
  { provide: METRIC_CALENDAR, useExisting: MeasureCalendar },
];

/**
 * Everything in one process publishes as well, where brokers are configured, and goes on without it once fenced; and it
 * takes in what partners produce.
 */
const relay: Provider[] = [
  ...webhookDelivery,
  RelayService,
  RelayGauges,
  { provide: ON_FENCED, useValue: () => undefined },
  room,
  KafkaIntakeService,
  KafkaIntakeGauges,
];

@Module({})
class ApiModule {}

/** The rooms that one process serves. `projects`: it may keep the projections as well; else other processes do. */
export const apiModule = (parts: PlatformParts, { projects }: { projects: boolean }): DynamicModule => {
  const projections = projectionsModule({ projects, served: true });
  return {
    module: ApiModule,
    imports: [
      PlatformModule.with(parts),
      CqrsModule.forRoot(),
      PartnersModule,
      LifecycleModule,
      ImpactModule,
      projections,
      metricsModule(measures, [projections, ImpactModule]),
      intakeModule([room], [projections, LifecycleModule]),
      FeedsModule,
      ContractModule,
      BackupModule,
      VerificationModule,
    ],
    controllers: [HealthController, MetricsEndpoint],
    providers: [ReadinessProbe, ProcessGauges, ...(projects ? relay : [])],
  };
};
