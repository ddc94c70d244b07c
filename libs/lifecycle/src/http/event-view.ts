import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Evidence, JsonObject, Location, ReceiptAnomaly } from '#kernel';
import { many, one } from '#platform';
import type { Standing } from '../domain/journey.js';
import { receiptAnomaly } from './answer-views.js';
import { evidence, location } from './history-views.js';

/** One event as `visibleEvent` lets it go out. What is optional is shown by tier (`docs/visibility.md`). */
export class EventView {
  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Root of the device that it belongs to now.' })
  deviceId?: string;

  @ApiProperty({ example: 'GradeAssigned' })
  type!: string;

  @ApiProperty()
  schemaVersion!: number;

  @ApiProperty({ description: 'As written by its sender.' })
  occurredAt!: string;

  @ApiProperty({ enum: ['second', 'day'] })
  occurredAtPrecision!: string;

  @ApiPropertyOptional({ description: 'Its offset follows from the zone that a mapping of its sender declares.' })
  zoneInferred?: boolean;

  @ApiProperty()
  recordedAt!: string;

  @ApiPropertyOptional()
  recordedBy?: string;

  @ApiPropertyOptional()
  onBehalfOf?: string;

  @ApiPropertyOptional()
  performedBy?: string;

  @ApiPropertyOptional()
  sequence?: number;

  @ApiPropertyOptional(one(location))
  location?: Location;

  @ApiPropertyOptional(many(evidence))
  evidence?: Evidence[];

  @ApiPropertyOptional({ enum: ['scanned', 'manual', 'asserted'] })
  confidence?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  corrects?: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As the type of event declares it, as far as you may see it.',
  })
  data!: JsonObject;

  @ApiPropertyOptional()
  reference?: string;

  @ApiPropertyOptional({ isArray: true, type: String, description: 'Identifiers as submitted, canonical.' })
  addressedBy?: string[];

  @ApiProperty()
  revision!: number;

  @ApiPropertyOptional()
  stream?: string;

  @ApiPropertyOptional({ description: 'What its sender was answered.' })
  outcome?: string;

  @ApiPropertyOptional()
  deviceCreated?: boolean;

  @ApiPropertyOptional({ ...many(receiptAnomaly), description: 'Of the first answer.' })
  anomalies?: ReceiptAnomaly[];

  @ApiProperty({ enum: ['counted', 'set-aside', 'void'], description: 'How it stands now.' })
  standing!: Standing['standing'];

  @ApiPropertyOptional({ description: 'Rule that sets it aside.' })
  rule?: string;

  @ApiPropertyOptional()
  explanation?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Decision that it stands by.' })
  decidedBy?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Correction or retraction that voids it.' })
  by?: string;

  @ApiPropertyOptional({ nullable: true, type: String })
  previousHash?: string | null;

  @ApiPropertyOptional()
  hash?: string;
}
