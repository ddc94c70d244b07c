import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Expose, instanceToPlain, plainToInstance } from 'class-transformer';
import { isoOf, ROLES, type Role } from '#kernel';
import { type Caller, hasRole, type Partner, type Site } from '../domain/partner.js';

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
  @ApiPropertyOptional({ isArray: true, type: Object })
  sites?: readonly Site[];

  @Expose({ groups: ['own'] })
  @ApiPropertyOptional({ isArray: true, type: Object, description: 'Principals that it may report for.' })
  actsFor?: readonly { principal: string; from: string; until?: string }[];
}

export class RegisteredPartnerView extends PartnerView {
  @ApiPropertyOptional({ description: 'Shown only now.' })
  key?: string;
}

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
