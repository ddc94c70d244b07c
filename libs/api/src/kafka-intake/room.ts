import type { Provider } from '@nestjs/common';
import { ROOM, type Room } from '#intake';
import { CONFIGURATION, type Configuration } from '#platform';
import { Projector } from '#projections';

/** Bulk intake, of files and from Kafka, goes on while projections are not too far behind. */
export const room: Provider = {
  provide: ROOM,
  inject: [Projector, CONFIGURATION],
  useFactory: (projector: Projector, { limits }: Configuration): Room => ({
    wait: (signal) => projector.waitUntilLagBelow(limits.intakeLagEvents, signal),
  }),
};
