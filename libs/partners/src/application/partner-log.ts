import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { canonicalJson, instantOf, isoOf, type NewEvent, type Refusal, shortDigest } from '#kernel';
import { CLOCK, type Clock, EVENT_STORE, IDS, type Ids } from '#platform';
import type { Decide, NewFact } from '../domain/decisions/index.js';
import { type PartnerFact, partnerStream } from '../domain/partner-facts.js';
import { PartnerDirectoryService } from './partner-directory.service.js';

/** How often a decision is made again because somebody else was faster. */
const ATTEMPTS_MAX = 5;

export interface Deciding {
  /** Whose stream. */
  partnerId: string;
  /** Partner id of who decides. */
  decidedBy: string;
  correlationId: string;
}

export type Settled = { outcome: 'settled'; appended: boolean } | Refusal;

/** Load, decide, append at the exact revision, decide again on conflict. */
@Injectable()
export class PartnerLog {
  constructor(
    @Inject(EVENT_STORE) private readonly log: EventStore,
    @Inject(PartnerDirectoryService) private readonly directory: PartnerDirectoryService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async settle(deciding: Deciding, decide: Decide): Promise<Settled> {
    const stream = partnerStream(deciding.partnerId);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const events = await this.log.readStream(stream);
      this.directory.take(events);
      const decision = decide(events.map(({ event }) => event as unknown as PartnerFact));
      if (decision.outcome === 'refused') return decision;
      if (decision.facts.length === 0) return { outcome: 'settled', appended: false };
      const [outcome] = await this.log.append([
        {
          stream,
          expectedRevision: events.at(-1)?.event.revision ?? -1,
          events: decision.facts.map((fact) => this.event(fact, deciding)),
          reservations: [],
        },
      ]);
      if (outcome?.status === 'appended') {
        this.directory.take(outcome.events);
        return { outcome: 'settled', appended: true };
      }
    }
    return busy;
  }

  private event({ type, data }: NewFact, { partnerId, decidedBy, correlationId }: Deciding): NewEvent {
    const id = this.ids.next();
    const instant = instantOf(this.clock.now());
    const occurredAt = isoOf(instant);
    const payload = data as unknown as NewEvent['data'];
    return {
      id,
      type,
      schemaVersion: 1,
      occurredAt,
      occurredAtPrecision: 'second',
      recordedBy: decidedBy,
      confidence: 'asserted',
      data: payload,
      metadata: {
        correlationId,
        submissionId: id,
        channel: 'http',
        reference: id,
        digest: `1:${shortDigest(canonicalJson({ type, data: payload }))}`,
        instant,
        date: occurredAt.slice(0, 10),
        addressedBy: [`partner:${partnerId}`],
      },
    };
  }
}

const busy: Refusal = {
  outcome: 'refused',
  status: 503,
  title: 'The log did not take it.',
  errors: [
    { pointer: '', rule: 'log-busy', detail: 'Others were faster, or the log is not there.', hint: 'Send it again.' },
  ],
};
