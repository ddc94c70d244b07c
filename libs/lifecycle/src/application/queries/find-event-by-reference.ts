import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type EventStore, holderKey } from '#event-store';
import type { JsonObject } from '#kernel';
import { type Caller, hasRole } from '#partners/domain';
import { EVENT_STORE } from '#platform';
import { readHolder } from '../../domain/intake/prepared.js';
import { EventSight } from './event-sight.js';

/** Another sender's references are for auditors and operators. */
export class FindEventByReference extends Query<JsonObject | undefined> {
  constructor(
    readonly reference: string,
    readonly sender: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(FindEventByReference)
export class FindEventByReferenceHandler implements IQueryHandler<FindEventByReference> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EventSight) private readonly sight: EventSight,
  ) {}

  async execute({ reference, sender, caller }: FindEventByReference): Promise<JsonObject | undefined> {
    const own = caller.partner.id;
    const whose = sender !== undefined && hasRole(caller.partner, 'operator', 'auditor') ? sender : own;
    const key = { scope: 'reference' as const, key: `${whose}/${reference}` };
    const holder = (await this.store.holders([key])).get(holderKey(key));
    const logged = holder === undefined ? undefined : await this.store.readEvent(readHolder(holder).eventId);
    return logged === undefined ? undefined : this.sight.see(logged.event, caller);
  }
}
