import type { Role } from '#kernel';
import { type Decide, decided, ofRegistered } from './decision.js';

export const changeRoles = (partnerId: string, roles: readonly Role[]): Decide =>
  ofRegistered(partnerId, (partner) => {
    const same = partner.roles.length === roles.length && roles.every((role) => partner.roles.includes(role));
    return same ? decided() : decided({ type: 'PartnerRolesChanged', data: { partnerId, roles: [...roles] } });
  });
