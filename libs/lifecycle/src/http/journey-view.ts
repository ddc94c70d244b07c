import { ApiProperty } from '@nestjs/swagger';
import type { JsonObject, RecordedEvent, Tier } from '#kernel';
import { hasRole, type Partner } from '#partners';
import type { Entry, Journey } from '../domain/journey.js';
import { isOwn, type Sight, tiersOf, visibleData } from '../domain/sight.js';
import { DeviceView } from './device-view.js';

/** The state, and how it came about: every event in order, with its standing, corrections shown. */
export class JourneyView extends DeviceView {
  @ApiProperty({ type: Object, isArray: true })
  entries!: object[];

  @ApiProperty({ nullable: true, type: String, description: 'Position that this was known at.' })
  knownAt!: string | null;

  @ApiProperty({ nullable: true, type: String })
  asOf!: string | null;

  static tell(
    journey: Journey,
    sight: Sight,
    partner: Partner,
    cut: { knownAt: string | null; asOf: string | null },
  ): object {
    const tiers = tiersOf(sight, partner);
    const all = hasRole(partner, 'operator', 'auditor');
    const entries = journey.entries
      .filter(({ event }) => sight === 'all' || sight === 'related' || isOwn(event, partner.id))
      .map((entry) => entryView(entry, all || isOwn(entry.event, partner.id), tiers));
    return { ...DeviceView.of(journey, sight, partner), entries, ...cut };
  }
}

/** `standing` is the word; the rule, its explanation and who decided stand beside it. */
const entryView = ({ event, standing, anomalies }: Entry, own: boolean, tiers: readonly Tier[]): object => ({
  eventId: event.id,
  event: eventOf(event, own, tiers),
  ...standing,
  anomalies,
});

function eventOf(event: RecordedEvent, own: boolean, tiers: readonly Tier[]): JsonObject {
  const { metadata, performedBy, stream: _, data: __, ...rest } = event;
  const shown = {
    ...rest,
    data: own ? event.data : visibleData(event, tiers),
    ...(own && { reference: metadata.reference, addressedBy: metadata.addressedBy }),
    ...(metadata.zoneInferred && { zoneInferred: true }),
    ...(own && performedBy !== undefined && { performedBy }),
  };
  return shown as unknown as JsonObject;
}
