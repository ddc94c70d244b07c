import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import { EVENT_STORE, OPS_STORE } from '#platform';

export interface Check {
  name: string;
  ok: boolean;
  detail?: string;
}

export interface Readiness {
  status: 'ready' | 'not-ready';
  checks: Check[];
}

/** Asks every store something small. */
@Injectable()
export class ReadinessProbe {
  constructor(
    @Inject(EVENT_STORE) private readonly log: EventStore,
    @Inject(OPS_STORE) private readonly ops: OpsStore,
  ) {}

  async look(): Promise<Readiness> {
    const checks = await Promise.all([
      check('event-store', () => this.log.head()),
      check('ops-store', () => this.ops.get('api-keys', 'operator')),
    ]);
    return { status: checks.every(({ ok }) => ok) ? 'ready' : 'not-ready', checks };
  }
}

async function check(name: string, ask: () => Promise<unknown>): Promise<Check> {
  try {
    await ask();
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : 'unknown' };
  }
}
