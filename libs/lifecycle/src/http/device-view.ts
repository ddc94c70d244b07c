import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Expose, instanceToPlain, plainToInstance } from 'class-transformer';
import { isoOf, type JsonObject } from '#kernel';
import type { Partner } from '#partners';
import type { Anomaly, Description, IdentifierInterval, Journey } from '../domain/journey.js';
import { type Sight, tiersOf } from '../domain/sight.js';

const PARTNERS = { groups: ['partner'] };

/** State of a device on all axes. Without the group `partner`: what everybody who may see it at all sees. */
export class DeviceView {
  @Expose()
  @ApiProperty({ format: 'uuid' })
  deviceId!: string;

  @Expose()
  @ApiProperty({ isArray: true, type: String, description: 'Every device id that is this device.' })
  members!: string[];

  @Expose()
  @ApiProperty()
  testIdentifier!: boolean;

  @Expose()
  @ApiProperty({ type: Object })
  description!: Description;

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true, description: 'With the intervals in which they named it.' })
  identifiers?: IdentifierInterval[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ isArray: true, type: String, description: 'Identifiers that another device claims as well.' })
  contested?: string[];

  @Expose()
  @ApiProperty({ example: 'in_use' })
  disposition!: string;

  @Expose()
  @ApiPropertyOptional()
  dispositionSince?: string;

  @Expose()
  @ApiProperty({ description: 'Of the least of its media.' })
  data!: string;

  @Expose()
  @ApiProperty({ type: Object, isArray: true })
  grades!: object[];

  @Expose()
  @ApiProperty({ enum: ['product', 'used_eee', 'weee', 'prepared_for_reuse'] })
  legal!: string;

  @Expose()
  @ApiProperty({ description: 'Lives opened and not voided.' })
  lifeCount!: number;

  @Expose()
  @ApiProperty({ description: 'Intake cycles.' })
  cycleCount!: number;

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object })
  custody?: object;

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object })
  ownership?: object;

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  media?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  locks?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  alerts?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object })
  battery?: object;

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  lives?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  cycles?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  sales?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true, description: 'Custody legs.' })
  legs?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  gaps?: object[];

  @Expose({ groups: ['repairer'] })
  @ApiPropertyOptional({ type: Object, isArray: true })
  parts?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object })
  waste?: object;

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  orders?: object[];

  @Expose(PARTNERS)
  @ApiPropertyOptional({ type: Object, isArray: true })
  anomalies?: Anomaly[];

  @Expose({ groups: ['auditor'] })
  @ApiPropertyOptional({ type: Object, description: 'Who made, held, owned and reported on it.' })
  relations?: object;

  @Expose()
  @ApiProperty({ description: 'Rules that judged this.' })
  rulesVersion!: number;

  /** As plain data, times as text. */
  static of(journey: Journey, sight: Sight, partner: Partner): JsonObject {
    const { dispositionSince, lives, cycles } = journey;
    const shown = timesAsText({
      ...journey,
      lifeCount: lives.filter(({ voidedBy }) => voidedBy === undefined).length,
      cycleCount: cycles.length,
      dispositionSince: dispositionSince === undefined ? undefined : isoOf(dispositionSince),
      entries: undefined,
    });
    const groups = [...tiersOf(sight, partner)];
    const view = plainToInstance(DeviceView, shown, {
      groups: ['partner', 'repairer', 'auditor'],
      excludeExtraneousValues: true,
    });
    return instanceToPlain(view, { groups, exposeUnsetFields: false }) as JsonObject;
  }
}

const TIME = /^(at|since|until|from|.*At)$/;

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
