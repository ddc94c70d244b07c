import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { type JsonObject, MICROS_PER_MILLISECOND, type RecordedEvent, TIERS } from '#kernel';
import type { Caller } from '#partners/domain';
import { CLOCK, type Clock, EVENT_STORE } from '#platform';
import type { Standing } from '../../domain/journey.js';
import { homeDevice } from '../../domain/set/attribution.js';
import { voidGraph } from '../../domain/set/void-graph.js';
import { tiersWith, visibleEvent } from '../../domain/visibility/seen-event.js';
import { isOwn, seesAll, sightOf } from '../../domain/visibility/sight.js';
import { JourneyLoader } from '../journey-loader.js';

/** What somebody sees of one event: its own always, others' where the device may be seen in full (CONTRACTS H6). */
@Injectable()
export class EventSight {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(JourneyLoader) private readonly loader: JourneyLoader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async see(event: RecordedEvent, { partner }: Caller): Promise<JsonObject | undefined> {
    const home = homeDevice(event.stream);
    if (home === undefined) {
      if (!isOwn(event, partner.id) && !seesAll(partner)) return undefined;
      return visibleEvent(event, TIERS, { standing: await this.standingBeside(event) });
    }
    const journey = (await this.loader.load(home))?.journey;
    if (journey === undefined) return undefined;
    const sight = sightOf(journey, partner, this.clock.now() * MICROS_PER_MILLISECOND);
    const tiers = tiersWith(sight, event, partner.id);
    if (tiers === undefined) return undefined;
    const entry = journey.entries.find((one) => one.event.id === event.id);
    const standing = entry?.standing ?? (await this.standingBeside(event));
    return visibleEvent(event, tiers, { deviceId: journey.deviceId, standing });
  }

  private async standingBeside(event: RecordedEvent): Promise<Standing> {
    const stream = await this.store.readStream(event.stream);
    const by = voidGraph(stream.map((one) => one.event)).voidedBy(event.id);
    return by === undefined ? { standing: 'counted' } : { standing: 'void', by };
  }
}
