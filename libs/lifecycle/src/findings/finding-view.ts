import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Severity } from '#kernel';
import { FINDING_STATES, type FindingState } from './finding-cursor.js';
import { USE_KINDS, type UseKind } from './use.js';

/** A finding across devices, or on when a report came, as it goes out. */
export class FindingView {
  @ApiProperty({ format: 'uuid', description: 'The same rule and evidence always give the same id.' })
  id!: string;

  @ApiProperty({ enum: USE_KINDS })
  kind!: UseKind;

  @ApiProperty({
    enum: [
      'certificate-reused',
      'identifier-cloned',
      'part-in-two-devices',
      'recall-not-open',
      'reported-ahead',
      'reported-late',
      'back-dated',
      'tac-model-mismatch',
    ],
  })
  rule!: string;

  @ApiProperty({ enum: ['information', 'warning', 'high', 'critical'] })
  severity!: Severity;

  @ApiProperty({ description: 'What is odd, and what to do about it.' })
  explanation!: string;

  @ApiProperty({
    description: 'The certificate, identifier, part or type allocation code; of an odd report its event.',
    example: 'imei:004401245678905',
  })
  about!: string;

  @ApiProperty({ format: 'date-time', description: 'When the latest of its events happened.' })
  at!: string;

  @ApiProperty({ type: String, isArray: true, description: 'Ids of the devices that you may read.' })
  devices!: string[];

  @ApiProperty({ description: 'How many further devices are in it.' })
  otherDevices!: number;

  @ApiProperty({ type: String, isArray: true, description: 'Ids of the events that you may read.' })
  evidence!: string[];

  @ApiProperty({ enum: FINDING_STATES, description: 'How an operator or auditor resolved it, if one has.' })
  state!: FindingState;

  @ApiProperty({ type: String, nullable: true, description: 'Who resolved it.' })
  resolvedBy!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  resolvedAt!: string | null;
}

export class FindingPage {
  @ApiProperty({ type: FindingView, isArray: true })
  items!: FindingView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page, which may be an empty one.' })
  next!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Log position up to which everything is in it.' })
  asOfPosition!: string | null;

  @ApiPropertyOptional({ format: 'date-time', description: 'Since when nothing keeps it up to date.' })
  staleSince?: string;
}
