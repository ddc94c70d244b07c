import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Expose, instanceToPlain, plainToInstance, Type } from 'class-transformer';
import { z } from 'zod';
import { isoOf, ROLES, type Role } from '#kernel';
import { answerSchema } from '#platform';
import { type Caller, hasRole, type Partner } from '../domain/partner.js';

class SiteView {
  @Expose()
  @ApiProperty({ example: 'lej-1' })
  id!: string;

  @Expose()
  @ApiProperty({ example: 'DE' })
  country!: string;

  @Expose()
  @ApiProperty({ example: 'Europe/Berlin' })
  timeZone!: string;

  @Expose()
  @ApiPropertyOptional({ description: 'GS1 location number, 13 digits.' })
  gln?: string;

  @Expose()
  @ApiPropertyOptional({ description: 'Where reports without a location come from.' })
  default?: boolean;
}

class DelegationView {
  @Expose()
  @ApiProperty()
  principal!: string;

  @Expose()
  @ApiProperty({ format: 'date-time' })
  from!: string;

  @Expose()
  @ApiPropertyOptional({ format: 'date-time' })
  until?: string;
}

/** What others see of a partner, and what it, auditors and operators see beside (group `own`). */
export class PartnerView {
  @Expose()
  @ApiProperty({ example: 'green-refurb' })
  id!: string;

  @Expose()
  @ApiProperty()
  name!: string;

  @Expose()
  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: readonly Role[];

  @Expose()
  @ApiProperty({ example: 'DE' })
  country!: string;

  @Expose()
  @ApiProperty()
  suspended!: boolean;

  @Expose({ groups: ['own'] })
  @Type(() => SiteView)
  @ApiPropertyOptional({ isArray: true, type: SiteView })
  sites?: SiteView[];

  @Expose({ groups: ['own'] })
  @Type(() => DelegationView)
  @ApiPropertyOptional({ isArray: true, type: DelegationView, description: 'Principals that it may report for.' })
  actsFor?: DelegationView[];
}

export class RegisteredPartnerView extends PartnerView {
  @ApiPropertyOptional({ description: 'Shown only now.' })
  key?: string;
}

export class PartnerList {
  @ApiProperty({ type: PartnerView, isArray: true })
  items!: PartnerView[];
}

export const issuedKey = answerSchema(
  'IssuedKey',
  z.object({ keyId: z.string(), key: z.string().describe('Shown only now') }),
);

export const delegation = answerSchema(
  'Delegation',
  z.object({ principal: z.string().describe('For whom'), delegate: z.string().describe('Who reports') }),
);

export function viewOf(partner: Partner, caller: Caller): PartnerView {
  const own = caller.partner.id === partner.id || hasRole(caller.partner, 'operator', 'auditor');
  const actsFor = partner.actsFor.map(({ principal, from, until }) => ({
    principal,
    from: isoOf(from),
    ...(until === undefined ? {} : { until: isoOf(until) }),
  }));
  const view = plainToInstance(PartnerView, { ...partner, actsFor }, { groups: ['own'] });
  return instanceToPlain(view, { strategy: 'excludeAll', groups: own ? ['own'] : [] }) as PartnerView;
}
