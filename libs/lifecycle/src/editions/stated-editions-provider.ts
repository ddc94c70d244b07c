import type { FactoryProvider, Type } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { CLOCK, type Clock, EVENT_STORE, IDS, type Ids } from '#platform';
import { EditionsInUse } from './editions-in-use.js';
import type { StatedEditionParts } from './stated-editions.js';

/** Provides what keeps editions of one kind in this process's log; its module imports the lifecycle's. */
export const providesStatedEditions = <Service>(
  service: Type<Service> & (new (parts: StatedEditionParts) => Service),
): FactoryProvider<Service> => ({
  provide: service,
  inject: [EVENT_STORE, EditionsInUse, CLOCK, IDS],
  useFactory: (store: EventStore, editions: EditionsInUse, clock: Clock, ids: Ids) =>
    new service({ store, editions, clock, ids }),
});
