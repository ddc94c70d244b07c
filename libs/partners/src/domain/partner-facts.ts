import type { Role } from '#kernel';
import type { Site } from './partner.js';

/** Payloads of the events in a `partner-<id>` stream. Delegations stand in the stream of the delegate, who acts. */
export interface PartnerFacts {
  PartnerRegistered: {
    partnerId: string;
    name: string;
    roles: Role[];
    country: string;
    timeZone?: string;
    sites?: Site[];
    withoutKey?: boolean;
  };
  PartnerRolesChanged: { partnerId: string; roles: Role[] };
  PartnerKeyRotated: { partnerId: string; keyId: string; until?: string };
  PartnerSuspended: { partnerId: string; reason?: string };
  PartnerReactivated: { partnerId: string; reason?: string };
  DelegationGranted: { partnerId: string; delegateId: string; from?: string; until?: string };
  DelegationRevoked: { partnerId: string; delegateId: string };
}

export type PartnerFact = {
  [Type in keyof PartnerFacts]: { type: Type; data: PartnerFacts[Type]; recordedAt: string };
}[keyof PartnerFacts];

export const partnerStream = (partnerId: string): string => `partner-${partnerId}`;
export const PARTNER_STREAMS = 'partner-';
