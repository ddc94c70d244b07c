import { type DynamicModule, Module } from '@nestjs/common';
import { FeedSources, LiveFeeds, webhookDelivery } from '#feeds';
import { RecordingModule } from '#lifecycle';
import { AccessModule } from '#partners';
import { PlatformModule, type PlatformParts } from '#platform';
import { HealthController } from './health/health.controller.js';
import { MetricsEndpoint } from './health/metrics-endpoint.controller.js';
import { ReadinessProbe } from './health/readiness-probe.js';
import { KafkaIntakeService } from './kafka-intake/kafka-intake.service.js';
import { KafkaIntakeGauges } from './kafka-intake/kafka-intake-gauges.js';
import { room } from './kafka-intake/room.js';
import { projectionsModule } from './projections/projections.module.js';
import { ON_FENCED, RelayService } from './relay/relay.service.js';
import { RelayGauges } from './relay/relay-gauges.js';
import { RelayReadiness } from './relay/relay-readiness.js';

@Module({})
class RelayModule {}

/** What publishes to subscribers and takes in what partners produce, and the little HTTP by which operators see how it does. */
export const relayModule = (parts: PlatformParts): DynamicModule => ({
  module: RelayModule,
  imports: [
    PlatformModule.with(parts),
    AccessModule,
    RecordingModule,
    projectionsModule({ projects: false, served: false }),
  ],
  controllers: [HealthController, MetricsEndpoint],
  providers: [
    FeedSources,
    LiveFeeds,
    ...webhookDelivery,
    RelayService,
    RelayGauges,
    room,
    KafkaIntakeService,
    KafkaIntakeGauges,
    { provide: ReadinessProbe, useClass: RelayReadiness },
    // A relay that was fenced begins anew as a standby: whoever runs the process starts it again.
    { provide: ON_FENCED, useValue: () => process.kill(process.pid, 'SIGTERM') },
  ],
});
