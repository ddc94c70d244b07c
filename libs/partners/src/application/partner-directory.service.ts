import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { EventStore, LoggedEvent, Position } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { EVENT_STORE, LOGGER, type Logger } from '#platform';
import { foldPartner } from '../domain/fold-partner.js';
import type { Partner, PartnerDirectory } from '../domain/partner.js';
import { PARTNER_STREAMS, type PartnerFact } from '../domain/partner-facts.js';
import { OPERATOR } from './operator.js';

interface Known {
  partner: Partner | undefined;
  revision: number;
}

/** All partners in memory: read on every request, so never from a disk. Follows the log. */
@Injectable()
export class PartnerDirectoryService implements PartnerDirectory, OnApplicationShutdown {
  private readonly known = new Map<string, Known>();
  private readonly partners = new Map<string, Partner>([[OPERATOR.id, OPERATOR]]);
  private readonly closing = new AbortController();
  private following: Promise<void> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly log: EventStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves once everything that the log holds now is known. */
  async open(): Promise<void> {
    const head = await this.log.head();
    await new Promise<void>((resolve, reject) => {
      if (head === null) resolve();
      this.following = this.follow((position) => {
        if (head !== null && this.log.compare(position, head) >= 0) resolve();
      }).catch((error) => {
        this.logger.error({ err: error }, 'the partner directory no longer follows the log');
        reject(error);
      });
    });
  }

  find(partnerId: string): Partner | undefined {
    return this.partners.get(partnerId);
  }

  all(): readonly Partner[] {
    return [...this.partners.values()];
  }

  /** What this process has just appended, before the subscription brings it back. */
  take(events: readonly LoggedEvent[]): void {
    for (const { event } of events) this.apply(event);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.following;
  }

  private async follow(reached: (position: Position) => void): Promise<void> {
    const options = { prefixes: [PARTNER_STREAMS], signal: this.closing.signal };
    for await (const delivery of this.log.subscribe(null, options)) {
      if (delivery.kind === 'event') this.apply(delivery.event);
      reached(delivery.position);
    }
  }

  private apply(event: RecordedEvent): void {
    const before = this.known.get(event.stream) ?? { partner: undefined, revision: -1 };
    if (event.revision <= before.revision) return;
    const partner = foldPartner(before.partner, event as unknown as PartnerFact);
    this.known.set(event.stream, { partner, revision: event.revision });
    if (partner !== undefined) this.partners.set(partner.id, partner);
  }
}
