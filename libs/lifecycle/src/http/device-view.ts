import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { isoOf, type JsonObject } from '#kernel';
import { many, one } from '#platform';
import type { Anomaly, Description, IdentifierInterval, Journey } from '../domain/journey.js';
import { visibleDevice } from '../domain/visibility/device-state.js';
import type { Sight } from '../domain/visibility/sight.js';
import { cycle, life, sale, waste } from './history-views.js';
import {
  alert,
  anomaly,
  battery,
  custody,
  custodyGap,
  description,
  grade,
  gradeAtLastSale,
  grant,
  identifierInterval,
  leg,
  lock,
  medium,
  orderLink,
  ownership,
  partChange,
  relations,
} from './state-views.js';

/** State of a device on all axes. What is optional is shown by tier (`docs/visibility.md`). */
export class DeviceView {
  @ApiProperty({ format: 'uuid' })
  deviceId!: string;

  @ApiProperty({ isArray: true, type: String, description: 'Every device id that is this device.' })
  members!: string[];

  @ApiProperty()
  testIdentifier!: boolean;

  @ApiProperty(one(description))
  description!: Description;

  @ApiPropertyOptional({ ...many(identifierInterval), description: 'With the intervals in which they named it.' })
  identifiers?: IdentifierInterval[];

  @ApiPropertyOptional({ isArray: true, type: String, description: 'Identifiers that another device claims as well.' })
  contested?: string[];

  @ApiProperty({ example: 'in_use' })
  disposition!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  dispositionSince?: string;

  @ApiProperty({
    enum: ['unknown', 'bearing', 'partly_erased', 'erased', 'erase_failed', 'destroyed'],
    description: 'Of the least of its media.',
  })
  data!: string;

  @ApiProperty(many(grade))
  grades!: object[];

  @ApiProperty({ enum: ['product', 'used_eee', 'weee', 'prepared_for_reuse'] })
  legal!: string;

  @ApiProperty({ description: 'Lives opened and not voided.' })
  lifeCount!: number;

  @ApiProperty({ description: 'Intake cycles.' })
  cycleCount!: number;

  @ApiPropertyOptional(one(custody))
  custody?: object;

  @ApiPropertyOptional(one(ownership))
  ownership?: object;

  @ApiPropertyOptional(many(medium))
  media?: object[];

  @ApiPropertyOptional(many(lock))
  locks?: object[];

  @ApiPropertyOptional(many(alert))
  alerts?: object[];

  @ApiPropertyOptional(one(battery))
  battery?: object;

  @ApiPropertyOptional(many(life))
  lives?: object[];

  @ApiPropertyOptional(many(cycle))
  cycles?: object[];

  @ApiPropertyOptional(many(sale))
  sales?: object[];

  @ApiPropertyOptional({ ...many(leg), description: 'Custody legs.' })
  legs?: object[];

  @ApiPropertyOptional(many(custodyGap))
  gaps?: object[];

  @ApiPropertyOptional(many(partChange))
  parts?: object[];

  @ApiPropertyOptional(one(waste))
  waste?: object;

  @ApiPropertyOptional(many(orderLink))
  orders?: object[];

  @ApiPropertyOptional(many(anomaly))
  anomalies?: Anomaly[];

  @ApiProperty({ description: 'A part was put in after it was made.' })
  partsReplaced!: boolean;

  @ApiProperty({ description: 'Every medium in it is sanitised and verified, and a certificate says so.' })
  erasureCertified!: boolean;

  @ApiPropertyOptional(one(gradeAtLastSale))
  gradeAtLastSale?: object;

  @ApiPropertyOptional({ ...many(grant), description: 'Whom its makers, holders and owners let see it.' })
  grants?: object[];

  @ApiPropertyOptional({ ...one(relations), description: 'Who made, held, owned and reported on it.' })
  relations?: object;

  @ApiProperty({ description: 'Rules that judged this.' })
  rulesVersion!: number;

  /** As plain data, times as text. */
  static of(journey: Journey, { tiers }: Sight): JsonObject {
    return timesAsText(visibleDevice(journey, tiers)) as JsonObject;
  }
}

const TIME = /^(at|since|until|from|.*(At|Since))$/;

/** Instants inside the state are microseconds; outside they are RFC 3339. */
function timesAsText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timesAsText);
  if (typeof value !== 'object' || value === null) return value;
  const shown: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    shown[key] = typeof member === 'number' && TIME.test(key) ? isoOf(member) : timesAsText(member);
  }
  return shown;
}
