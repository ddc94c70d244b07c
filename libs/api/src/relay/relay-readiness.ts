import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import { EVENT_STORE, OPS_STORE } from '#platform';
import { check, type Readiness, readinessOf } from '../health/checks.js';
import { KafkaIntakeService } from '../kafka-intake/kafka-intake.service.js';
import { kafkaIntakeCheck } from '../kafka-intake/kafka-intake-check.js';
import { RelayService } from './relay.service.js';

/** Whether this process publishes, or could. */
@Injectable()
export class RelayReadiness {
  constructor(
    @Inject(EVENT_STORE) private readonly log: EventStore,
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(RelayService) private readonly relay: RelayService,
    @Inject(KafkaIntakeService) private readonly intake: KafkaIntakeService,
  ) {}

  async look(): Promise<Readiness> {
    return readinessOf(
      await Promise.all([
        check('event-store', async () => void (await this.log.head())),
        check('ops-store', async () => void (await this.ops.get('api-keys', 'operator'))),
        check('feeds', async () => this.relay.complaint()),
        kafkaIntakeCheck(this.intake),
      ]),
    );
  }
}
