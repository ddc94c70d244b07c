import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { isoOf, type JsonObject, type Severity, type Tier, type TiersOf } from '#kernel';
import { visibleFields } from '../../domain/visibility/visible-fields.js';
import { matchId, type Recall, type Recallable } from './recall.js';
import { resolutionOf } from './resolution.js';

const SEVERITIES = ['information', 'warning', 'high', 'critical'];

/** A recall as it goes out. */
export class RecallView {
  @ApiProperty({ example: 'recall:northwind:battery-7' })
  recall!: string;

  @ApiProperty({ description: 'Partner that called the devices back.' })
  issuedBy!: string;

  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ enum: SEVERITIES })
  severity!: Severity;

  @ApiProperty({ type: Object, description: 'Devices that have all of these properties.' })
  selector!: JsonObject;

  static of({ recall, issuedBy, eventId, at, severity, selector }: Recall): JsonObject {
    const view: RecallView = { recall, issuedBy, eventId, at: isoOf(at), severity, selector };
    return { ...view };
  }
}

/** A device that a recall selects. */
export class RecalledDeviceView {
  @ApiProperty({ format: 'uuid', description: 'The same recall and device always give the same id.' })
  id!: string;

  @ApiProperty()
  recall!: string;

  @ApiProperty({ enum: SEVERITIES })
  severity!: Severity;

  @ApiProperty({ format: 'uuid' })
  deviceId!: string;

  @ApiProperty({ enum: ['open', 'resolved'] })
  state!: 'open' | 'resolved';

  @ApiProperty({ example: 'in_use' })
  disposition!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Who holds it, for those who had it themselves.' })
  holder?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'The report that resolved it, likewise.' })
  resolvedBy?: string | null;

  /**
   * `tiers`: who had the device in its hands learns where it is now (CONTRACTS H6). `others`: recalls of the same
   * reference that select it as well.
   */
  static of(recall: Recall, device: Recallable, tiers: readonly Tier[], others: readonly Recall[]): JsonObject {
    const resolution = resolutionOf(recall, device, others);
    const view: RecalledDeviceView = {
      id: matchId(recall, device),
      recall: recall.recall,
      severity: recall.severity,
      deviceId: device.deviceId,
      state: resolution === undefined ? 'open' : 'resolved',
      disposition: device.disposition,
    };
    const whereabouts = { holder: device.holder, resolvedBy: resolution?.eventId ?? null };
    return { ...view, ...visibleFields(WHEREABOUTS_TIERS, whereabouts, tiers) };
  }
}

const WHEREABOUTS_TIERS: TiersOf<Required<Pick<RecalledDeviceView, 'holder' | 'resolvedBy'>>> = {
  holder: 'holder',
  resolvedBy: 'holder',
};

class RecallsPage {
  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page.' })
  next!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Log position up to which everything is in it.' })
  asOfPosition!: string | null;

  @ApiPropertyOptional({ format: 'date-time', description: 'Since when nothing keeps it up to date.' })
  staleSince?: string;
}

export class RecallPage extends RecallsPage {
  @ApiProperty({ type: RecallView, isArray: true })
  items!: RecallView[];
}

export class RecalledDevicePage extends RecallsPage {
  @ApiProperty({ type: RecalledDeviceView, isArray: true })
  items!: RecalledDeviceView[];
}
