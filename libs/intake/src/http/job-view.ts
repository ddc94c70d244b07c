import { ApiProperty } from '@nestjs/swagger';
import { Exclude, Expose, plainToInstance } from 'class-transformer';
import {
  IMPORT_OUTCOMES,
  IMPORT_STATES,
  type ImportCounts,
  type ImportJob,
  type ImportState,
} from '../domain/import-job.js';

/** A job as its sender sees it. */
@Exclude()
export class JobView {
  @Expose() @ApiProperty() id!: string;
  @Expose() @ApiProperty({ enum: IMPORT_STATES }) state!: ImportState;
  @Expose() @ApiProperty({ enum: ['ndjson', 'csv'] }) format!: string;
  @Expose() @ApiProperty({ nullable: true, type: String }) mapping!: string | null;
  @Expose() @ApiProperty() partnerId!: string;
  @Expose() @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @Expose() @ApiProperty({ nullable: true, type: String }) startedAt!: string | null;
  @Expose() @ApiProperty({ nullable: true, type: String }) finishedAt!: string | null;
  @Expose() @ApiProperty({ type: 'integer' }) bytesTotal!: number;
  @Expose() @ApiProperty({ type: 'integer' }) bytesDone!: number;
  @Expose() @ApiProperty({ type: 'integer' }) linesDone!: number;
  @Expose()
  @ApiProperty({
    type: 'object',
    required: [...IMPORT_OUTCOMES],
    properties: Object.fromEntries(IMPORT_OUTCOMES.map((name) => [name, { type: 'integer' }])),
  })
  counts!: ImportCounts;
  @Expose()
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'Log position of the last event recorded: a `minPosition` for reads',
  })
  position!: string | null;
  @Expose()
  @ApiProperty({ description: 'Results that are counted but no longer kept one by one' })
  resultsOmitted!: number;
  @Expose() @ApiProperty({ nullable: true, type: String, description: 'Why the job as a whole failed' }) failure!:
    | string
    | null;

  static of(job: ImportJob): JobView {
    return plainToInstance(JobView, { ...job, mapping: job.mapping?.name ?? null });
  }
}

export class JobPage {
  @ApiProperty({ type: JobView, isArray: true })
  items!: JobView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
