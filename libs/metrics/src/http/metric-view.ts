import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Expose, plainToInstance, Type } from 'class-transformer';
import type { Currency } from '#projections';
import type { MetricAnswer } from '../application/metric-request.js';

export class ReasonView {
  @Expose() @ApiProperty({ example: 'no-factor' }) reason!: string;
  @Expose() @ApiProperty() count!: number;
}

export class CoverageView {
  @Expose() @ApiProperty({ description: 'Devices, lives, cycles or legs that the value rests on.' }) known!: number;
  @Expose() @ApiProperty({ description: 'Those that could not be judged, or are not due yet.' }) unknown!: number;
  @Expose() @Type(() => ReasonView) @ApiProperty({ type: ReasonView, isArray: true }) reasons!: ReasonView[];
}

export class MetricRowView {
  @Expose()
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'null: not known. A row with the dimension `unknown` counts what could not be judged, by reason.',
    example: { partner: 'green-refurb', indicator: 'co2e' },
  })
  dimensions!: Record<string, string | null>;

  @Expose() @ApiProperty({ example: '2026-03' }) period!: string;
  @Expose() @ApiProperty({ type: Number, nullable: true, description: 'Rounded once, to 6 decimals.' }) value!:
    | number
    | null;
  @Expose() @ApiProperty({ type: Number, nullable: true }) numerator!: number | null;
  @Expose() @ApiProperty({ type: Number, nullable: true }) denominator!: number | null;
  @Expose() @ApiProperty({ example: 'kg CO2e' }) unit!: string;
  @Expose() @ApiProperty({ example: 'avoidedImpactRealised@1' }) method!: string;
  @Expose() @ApiProperty({ type: String, nullable: true, example: 'ademe-2022-final@1' }) factorSet!: string | null;
  @Expose()
  @ApiProperty({
    enum: ['provisional', 'final', 'restated'],
    description:
      'restated: it changed after its period was closed, by facts, because another factor set became the default (by the name of a set, values stay final), or by another mass put on a national market.',
  })
  status!: string;
  @Expose() @Type(() => CoverageView) @ApiProperty({ type: CoverageView }) coverage!: CoverageView;
  @Expose() @ApiPropertyOptional() lower?: number;
  @Expose() @ApiPropertyOptional() upper?: number;
  @Expose() @ApiPropertyOptional({ type: String, isArray: true }) assumptions?: string[];
}

export class MetricAnswerView {
  @Expose() @ApiProperty() metric!: string;
  @Expose() @ApiProperty({ enum: ['month', 'quarter', 'year'] }) period!: string;
  @Expose()
  @ApiProperty({ type: String, nullable: true, description: 'Last closed day; what matures later is not in yet.' })
  evaluationDay!: string | null;
  @Expose()
  @ApiProperty({ type: String, nullable: true, description: 'Everything recorded up to here is in the values.' })
  asOfPosition!: string | null;
  @Expose()
  @ApiPropertyOptional({ type: String, description: 'Since when nothing has kept the values up to date.' })
  staleSince?: string;
  @Expose() @Type(() => MetricRowView) @ApiProperty({ type: MetricRowView, isArray: true }) rows!: MetricRowView[];
  @Expose()
  @ApiProperty({ description: 'Groups left out because they hold fewer than 3 partners or 20 devices.' })
  withheld!: number;
}

/** What goes out, and nothing that is not declared here. */
export const viewOf = (answer: MetricAnswer, currency: Currency): MetricAnswerView =>
  plainToInstance(
    MetricAnswerView,
    { ...answer, ...currency },
    { excludeExtraneousValues: true, exposeUnsetFields: false },
  );
