import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Expose, instanceToPlain, plainToInstance } from 'class-transformer';
import type { Evidence, JsonObject, Location, ReceiptAnomaly, RecordedEvent, Tier } from '#kernel';
import type { SeenEvent } from '../application/queries/seen-event.js';
import type { Standing } from '../domain/journey.js';
import { visibleData } from '../domain/sight.js';

/** One event as it goes out. Groups: `own` for its sender, its principal, auditors and operators. */
export class EventView {
  @Expose()
  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @Expose()
  @ApiPropertyOptional({ format: 'uuid', description: 'Root of the device that it belongs to now.' })
  deviceId?: string;

  @Expose()
  @ApiProperty({ example: 'GradeAssigned' })
  type!: string;

  @Expose()
  @ApiProperty()
  schemaVersion!: number;

  @Expose()
  @ApiProperty({ description: 'As written by its sender.' })
  occurredAt!: string;

  @Expose()
  @ApiProperty({ enum: ['second', 'day'] })
  occurredAtPrecision!: string;

  @Expose()
  @ApiPropertyOptional({ description: 'Its offset follows from the zone that a mapping of its sender declares.' })
  zoneInferred?: boolean;

  @Expose()
  @ApiProperty()
  recordedAt!: string;

  @Expose()
  @ApiProperty()
  recordedBy!: string;

  @Expose()
  @ApiPropertyOptional()
  onBehalfOf?: string;

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional()
  performedBy?: string;

  @Expose()
  @ApiPropertyOptional()
  sequence?: number;

  @Expose()
  @ApiPropertyOptional({ type: Object })
  location?: Location;

  @Expose()
  @ApiPropertyOptional({ type: Object, isArray: true })
  evidence?: Evidence[];

  @Expose()
  @ApiProperty({ enum: ['scanned', 'manual', 'asserted'] })
  confidence!: string;

  @Expose()
  @ApiPropertyOptional({ format: 'uuid' })
  corrects?: string;

  @Expose()
  @ApiProperty({ type: Object })
  data!: JsonObject;

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional()
  reference?: string;

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional({ isArray: true, type: String, description: 'Identifiers as submitted, canonical.' })
  addressedBy?: string[];

  @Expose()
  @ApiProperty()
  revision!: number;

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional()
  stream?: string;

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional({ description: 'What its sender was answered.' })
  outcome?: string;

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional()
  deviceCreated?: boolean;

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional({ type: Object, isArray: true, description: 'Of the first answer.' })
  anomalies?: ReceiptAnomaly[];

  @Expose()
  @ApiProperty({ enum: ['counted', 'set-aside', 'void'], description: 'How it stands now.' })
  standing!: Standing['standing'];

  @Expose()
  @ApiPropertyOptional({ description: 'Rule that sets it aside.' })
  rule?: string;

  @Expose()
  @ApiPropertyOptional()
  explanation?: string;

  @Expose()
  @ApiPropertyOptional({ format: 'uuid', description: 'Decision that it stands by.' })
  decidedBy?: string;

  @Expose()
  @ApiPropertyOptional({ format: 'uuid', description: 'Correction or retraction that voids it.' })
  by?: string;

  @Expose()
  @ApiProperty({ nullable: true, type: String })
  previousHash!: string | null;

  @Expose()
  @ApiProperty()
  hash!: string;

  static of({ event, standing, deviceId, own, tiers }: SeenEvent): EventView {
    const { metadata, id, data: _, ...rest } = event;
    const { receipt, reference, addressedBy, zoneInferred } = metadata;
    const shown = {
      ...rest,
      ...(receipt && { outcome: receipt.outcome, deviceCreated: receipt.deviceCreated, anomalies: receipt.anomalies }),
      eventId: id,
      deviceId,
      reference,
      addressedBy,
      ...(zoneInferred && { zoneInferred }),
      ...standing,
      data: shownData(event, own, tiers),
    };
    const groups = own ? ['own'] : [];
    const view = plainToInstance(EventView, shown, { groups, excludeExtraneousValues: true, exposeUnsetFields: false });
    return instanceToPlain(view, { groups, exposeUnsetFields: false }) as EventView;
  }
}

export const shownData = (event: RecordedEvent, own: boolean, tiers: readonly Tier[]): JsonObject =>
  own ? event.data : visibleData(event, tiers);
