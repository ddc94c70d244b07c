import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import { CONFIGURATION, type Configuration, EVENT_STORE, OPS_STORE, READ_STORE } from '#platform';
import { Projector } from '#projections';
import type { ReadStore } from '#read-store';

export interface Check {
  name: string;
  ok: boolean;
  detail?: string;
}

export interface Readiness {
  status: 'ready' | 'not-ready';
  checks: Check[];
}

/** Asks every store something small, and projections how far they are. */
@Injectable()
export class ReadinessProbe {
  constructor(
    @Inject(EVENT_STORE) private readonly log: EventStore,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(Projector) private readonly projector: Projector,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async look(): Promise<Readiness> {
    const checks = await Promise.all([
      check('event-store', async () => void (await this.log.head())),
      check('read-store', async () => void (await this.reads.control('measures', 0))),
      check('ops-store', async () => void (await this.ops.get('api-keys', 'operator'))),
      check('projections', () => this.complaintOfProjections()),
    ]);
    return { status: checks.every(({ ok }) => ok) ? 'ready' : 'not-ready', checks };
  }

  private async complaintOfProjections(): Promise<string | undefined> {
    const failing = (await this.projector.status()).filter(({ state }) => state === 'failing');
    if (failing.length > 0) return `failing: ${failing.map(({ name }) => name).join(', ')}`;
    const { events } = await this.projector.lag();
    const { readyLagEvents } = this.configuration.limits;
    return events > readyLagEvents ? `${events} events behind (ready below ${readyLagEvents})` : undefined;
  }
}

/** `ask` answers what is wrong, if anything. */
async function check(name: string, ask: () => Promise<string | undefined>): Promise<Check> {
  try {
    const complaint = await ask();
    return complaint === undefined ? { name, ok: true } : { name, ok: false, detail: complaint };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : 'does not answer' };
  }
}
