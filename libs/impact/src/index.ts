export { ChosenFactorSets, type FactorSetChoice, lastChange } from './application/chosen-factor-sets.js';
export { type FactorSetParts, FactorSets, type OfferedFactorSet } from './application/factor-sets.service.js';
export * from './domain/index.js';
export { aboutEdition, editionHeading } from './http/edition-heading.js';
export { ImpactModule } from './impact.module.js';
