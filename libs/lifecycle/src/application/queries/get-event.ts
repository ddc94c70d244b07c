import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { EventStore } from '#event-store';
import { isUuid, type JsonObject } from '#kernel';
import type { Caller } from '#partners/domain';
import { EVENT_STORE } from '#platform';
import { EventSight } from './event-sight.js';

export class GetEvent extends Query<JsonObject | undefined> {
  constructor(
    readonly eventId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetEvent)
export class GetEventHandler implements IQueryHandler<GetEvent> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EventSight) private readonly sight: EventSight,
  ) {}

  async execute({ eventId, caller }: GetEvent): Promise<JsonObject | undefined> {
    const logged = isUuid(eventId) ? await this.store.readEvent(eventId) : undefined;
    return logged === undefined ? undefined : this.sight.see(logged.event, caller);
  }
}
