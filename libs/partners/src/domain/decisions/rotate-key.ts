import { type Decide, decided, ofRegistered, refused } from './decision.js';

export const rotateKey = (partnerId: string, keyId: string, othersEndAt: string | undefined): Decide =>
  ofRegistered(partnerId, (partner) => {
    if (partner.suspended) {
      return refused(409, 'The partner is suspended.', {
        rule: 'partner-suspended',
        detail: `${partnerId} is suspended and gets no key.`,
      });
    }
    const data = { partnerId, keyId, ...(othersEndAt === undefined ? {} : { until: othersEndAt }) };
    return decided({ type: 'PartnerKeyRotated', data });
  });
