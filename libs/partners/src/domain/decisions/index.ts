export { changeRoles } from './change-roles.js';
export type { Decide, Decision, History, NewFact } from './decision.js';
export { unknownPartner } from './decision.js';
export { grantDelegation, revokeDelegation } from './delegations.js';
export { type Registration, registerPartner } from './register-partner.js';
export { rotateKey } from './rotate-key.js';
export { reactivatePartner, suspendPartner } from './suspend-partner.js';
