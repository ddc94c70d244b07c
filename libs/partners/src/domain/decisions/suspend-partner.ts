import { type Decide, decided, ofRegistered } from './decision.js';

export const suspendPartner = (partnerId: string, reason: string | undefined): Decide =>
  ofRegistered(partnerId, (partner) => {
    if (partner.suspended) return decided();
    return decided({ type: 'PartnerSuspended', data: { partnerId, ...(reason === undefined ? {} : { reason }) } });
  });

export const reactivatePartner = (partnerId: string, reason: string | undefined): Decide =>
  ofRegistered(partnerId, (partner) => {
    if (!partner.suspended) return decided();
    return decided({ type: 'PartnerReactivated', data: { partnerId, ...(reason === undefined ? {} : { reason }) } });
  });
