import { Inject, Injectable } from '@nestjs/common';
import { type EventStore, holderKey } from '#event-store';
import type { JsonObject } from '#kernel';
import type { Caller } from '#partners/domain';
import { EVENT_STORE } from '#platform';
import { readHolder } from '../../domain/intake/prepared.js';
import type { Outcome } from '../../domain/report.js';
import { MicroBatch } from '../micro-batch.js';

/** Who decides, when, and under which reference: what every decision of a person has. */
export interface Decider {
  caller: Caller;
  correlationId: string;
  /** Unique: a repeat under the same one is answered as the first. */
  reference: string;
  receivedAt: number;
}

/** Decisions are events and go the way of all events (CONTRACTS R2). */
@Injectable()
export class Decisions {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(MicroBatch) private readonly reports: MicroBatch,
  ) {}

  /** A decision is made when it first arrives: one that is sent again keeps that time, so that it is the same report. */
  async record(type: string, data: JsonObject, decider: Decider, device?: string): Promise<Outcome> {
    const { caller, correlationId, reference, receivedAt } = decider;
    const occurredAt = (await this.decidedAt(decider)) ?? new Date(receivedAt / 1000).toISOString();
    return this.reports.record({
      report: { type, data, occurredAt, reference, ...(device !== undefined && { device }) },
      caller,
      channel: 'http',
      correlationId,
      receivedAt,
    });
  }

  async knows(eventId: string): Promise<boolean> {
    return (await this.store.readEvent(eventId)) !== undefined;
  }

  private async decidedAt({ caller, reference }: Decider): Promise<string | undefined> {
    const key = { scope: 'reference' as const, key: `${caller.partner.id}/${reference}` };
    const holder = (await this.store.holders([key])).get(holderKey(key));
    if (holder === undefined) return undefined;
    return (await this.store.readEvent(readHolder(holder).eventId))?.event.occurredAt;
  }
}
