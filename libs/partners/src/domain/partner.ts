import type { Micros, Role } from '#kernel';

export interface Site {
  id: string;
  country: string;
  timeZone: string;
  gln?: string;
  default?: boolean;
}

export interface Partner {
  id: string;
  name: string;
  roles: readonly Role[];
  country: string;
  sites: readonly Site[];
  suspended: boolean;
  /** Principals that this partner may act for, with the interval in which it may. */
  actsFor: readonly { principal: string; from: Micros; until?: Micros }[];
}

/** Who is asking: the partner behind the key. */
export interface Caller {
  partner: Partner;
  keyId: string;
}

/** Present knowledge of partners, folded from their streams. Synchronous: it is asked on every request. */
export interface PartnerDirectory {
  find(partnerId: string): Partner | undefined;
  all(): readonly Partner[];
}

export const hasRole = (partner: Pick<Partner, 'roles'>, ...roles: readonly Role[]): boolean =>
  roles.some((role) => partner.roles.includes(role));

export const defaultSite = (partner: Partner): Site =>
  partner.sites.find((site) => site.default) ??
  partner.sites[0] ?? { id: 'default', country: partner.country, timeZone: 'UTC' };
