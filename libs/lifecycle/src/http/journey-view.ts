import { ApiProperty } from '@nestjs/swagger';
import type { Tier } from '#kernel';
import { many } from '#platform';
import type { Entry, Journey } from '../domain/journey.js';
import { ENTRY_TIERS } from '../domain/visibility/event-tiers.js';
import { tiersWith, visibleEvent } from '../domain/visibility/seen-event.js';
import type { Sight } from '../domain/visibility/sight.js';
import { visibleFields } from '../domain/visibility/visible-fields.js';
import { DeviceView } from './device-view.js';
import { journeyEntry } from './history-views.js';

/** The state, and how it came about: every event in order, with its standing, corrections shown. */
export class JourneyView extends DeviceView {
  @ApiProperty(many(journeyEntry))
  entries!: object[];

  @ApiProperty({ nullable: true, type: String, description: 'Position that this was known at.' })
  knownAt!: string | null;

  @ApiProperty({ nullable: true, type: String })
  asOf!: string | null;

  static tell(
    journey: Journey,
    sight: Sight,
    partnerId: string,
    cut: { knownAt: string | null; asOf: string | null },
  ): object {
    const entries = journey.entries.flatMap((entry) => {
      const tiers = tiersWith(sight, entry.event, partnerId);
      return tiers === undefined ? [] : [entryView(entry, tiers)];
    });
    return { ...DeviceView.of(journey, sight), entries, ...cut };
  }
}

/** `standing` is the word; the rule, its explanation and who decided stand beside it, and the event goes without them. */
function entryView({ event, standing, anomalies }: Entry, tiers: readonly Tier[]): object {
  const { eventId, data, ...seen } = visibleEvent(event, tiers, { standing });
  const told = Object.keys(standing).filter((field) => field in seen);
  const beside = new Set([...told, 'stream', 'outcome', 'deviceCreated', 'anomalies']);
  const rest = Object.entries(seen).filter(([field]) => !beside.has(field));
  return {
    eventId,
    event: { id: eventId, ...Object.fromEntries(rest), data },
    ...Object.fromEntries(told.map((field) => [field, seen[field]])),
    ...visibleFields(ENTRY_TIERS, { anomalies }, tiers),
  };
}
