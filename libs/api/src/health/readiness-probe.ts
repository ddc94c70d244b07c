import { Inject, Injectable, Optional } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import { CONFIGURATION, type Configuration, EVENT_STORE, OPS_STORE, READ_STORE } from '#platform';
import { Projector } from '#projections';
import type { ReadStore } from '#read-store';
import { KafkaIntakeService } from '../kafka-intake/kafka-intake.service.js';
import { kafkaIntakeCheck } from '../kafka-intake/kafka-intake-check.js';
import { OwnRole } from '../projections/projector-providers.js';
import { RelayService } from '../relay/relay.service.js';
import { check, type Readiness, readinessOf } from './checks.js';
import { complaintOfDisk } from './disk-room.js';

/** Asks every store something small, and projections how far they are. */
@Injectable()
export class ReadinessProbe {
  constructor(
    @Inject(EVENT_STORE) private readonly log: EventStore,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(Projector) private readonly projector: Projector,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(OwnRole) private readonly own: OwnRole,
    @Optional() @Inject(RelayService) private readonly relay?: RelayService,
    @Optional() @Inject(KafkaIntakeService) private readonly intake?: KafkaIntakeService,
  ) {}

  async look(): Promise<Readiness> {
    const checks = await Promise.all([
      check('event-store', async () => void (await this.log.head())),
      check('read-store', async () => void (await this.reads.control('measures', 0))),
      check('ops-store', async () => void (await this.ops.get('api-keys', 'operator'))),
      check('projections', () => this.complaintOfProjections()),
    ]);
    const disk = await check('disk', () => complaintOfDisk(this.configuration));
    if (!disk.ok) checks.push(disk);
    const { relay } = this;
    if (relay !== undefined && this.configuration.kafka !== undefined)
      checks.push(await check('feeds', async () => relay.complaint()));
    if (this.intake !== undefined && this.configuration.kafkaIntake) checks.push(await kafkaIntakeCheck(this.intake));
    const { role } = this.own;
    if (role !== undefined) checks.push({ name: 'own-projector', ok: true, detail: role });
    return readinessOf(checks);
  }

  private async complaintOfProjections(): Promise<string | undefined> {
    const complaint = this.projector.complaint?.();
    if (complaint !== undefined) return complaint;
    const failing = (await this.projector.status()).filter(({ state }) => state === 'failing');
    if (failing.length > 0) return `failing: ${failing.map(({ name }) => name).join(', ')}`;
    const { events } = await this.projector.lag();
    const { readyLagEvents } = this.configuration.limits;
    return events > readyLagEvents ? `${events} events behind (ready below ${readyLagEvents})` : undefined;
  }
}
