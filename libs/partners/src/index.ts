export { AccessModule } from './access.module.js';
export { ApiKeys, type Authentication } from './application/api-keys.service.js';
export { OPERATOR } from './application/operator.js';
export { PartnerDirectoryService } from './application/partner-directory.service.js';
export * from './domain/index.js';
export { type Policy, Public, policyOf, Requires } from './http/access.js';
export { type Admitted, installAccessGate, routesWithoutPolicy } from './http/access-gate.js';
export { CurrentCaller } from './http/current-caller.js';
export { PartnersModule } from './partners.module.js';
