import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { EventStore, LoggedEvent, Position } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { EVENT_STORE, LOGGER, type Logger } from '#platform';
import { foldPartner } from '../domain/fold-partner.js';
import type { Partner, PartnerDirectory } from '../domain/partner.js';
import { PARTNER_STREAMS, type PartnerFact } from '../domain/partner-facts.js';
import { OPERATOR } from './operator.js';

const RETRY_MILLIS = 1_000;

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
      let open = head === null;
      if (open) resolve();
      const reached = (position: Position) => {
        open ||= head !== null && this.log.compare(position, head) >= 0;
        if (open) resolve();
      };
      this.following = this.followOn(reached, () => open).catch(reject);
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

  /** A subscription that breaks is begun again where it was; one that cannot begin at all ends the start. */
  private async followOn(reached: (position: Position) => void, isOpen: () => boolean): Promise<void> {
    const { signal } = this.closing;
    for (let last: Position | null = null, told = false; !signal.aborted; ) {
      try {
        for await (const delivery of this.log.subscribe(last, { prefixes: [PARTNER_STREAMS], signal })) {
          if (delivery.kind === 'event') this.apply(delivery.event);
          last = delivery.position;
          told = false;
          reached(last);
        }
      } catch (error) {
        if (!isOpen()) throw error;
        if (!told) this.logger.error({ err: error }, 'the partner directory has lost the log, and tries again');
        told = true;
        await pause(RETRY_MILLIS, undefined, { signal }).catch(() => undefined);
      }
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
