import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { type Caller, hasRole } from '#partners/domain';
import { EVENT_STORE } from '#platform';
import type { Standing } from '../../domain/journey.js';
import { homeDevice } from '../../domain/set/attribution.js';
import { voidGraph } from '../../domain/set/void-graph.js';
import { isOwn, sightOf, tiersOf } from '../../domain/sight.js';
import { JourneyLoader } from '../journey-loader.js';
import type { SeenEvent } from './seen-event.js';

/** What somebody sees of one event: its own always, others' where the device may be seen in full (CONTRACTS H6). */
@Injectable()
export class EventSight {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(JourneyLoader) private readonly loader: JourneyLoader,
  ) {}

  async see(event: RecordedEvent, { partner }: Caller): Promise<SeenEvent | undefined> {
    const own = isOwn(event, partner.id) || hasRole(partner, 'operator', 'auditor');
    const home = homeDevice(event.stream);
    if (home === undefined) {
      if (!own) return undefined;
      return { event, own, tiers: tiersOf('all', partner), standing: await this.standingBeside(event) };
    }
    const journey = (await this.loader.load(home))?.journey;
    if (journey === undefined) return undefined;
    const sight = sightOf(journey, partner);
    if (!own && sight !== 'related') return undefined;
    const entry = journey.entries.find((one) => one.event.id === event.id);
    const standing = entry?.standing ?? (await this.standingBeside(event));
    return { event, deviceId: journey.deviceId, own, tiers: tiersOf(own ? 'all' : sight, partner), standing };
  }

  private async standingBeside(event: RecordedEvent): Promise<Standing> {
    const stream = await this.store.readStream(event.stream);
    const by = voidGraph(stream.map((one) => one.event)).voidedBy(event.id);
    return by === undefined ? { standing: 'counted' } : { standing: 'void', by };
  }
}
