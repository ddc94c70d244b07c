import {
  DENIED_IMEI_BODIES,
  DENIED_SERIALS,
  DENIED_TACS,
  DENIED_VALUES_EDITION,
  MANUFACTURER_ALIASES,
  MANUFACTURERS_EDITION,
} from '#identity/domain';
import { categories } from './categories.js';
import { type Edition, edition } from './edition.js';
import { gradeCrosswalks } from './grade-crosswalks.js';
import { gradingSchemes } from './grading-schemes.js';
import { typeAllocations } from './type-allocations.js';

export { type CategoryFacts, categories, categoryFacts } from './categories.js';
export { type Edition, edition } from './edition.js';
export { type CrossWalkRow, gradeCrosswalks } from './grade-crosswalks.js';
export { type GradingScheme, gradingScheme, gradingSchemes } from './grading-schemes.js';
export { modelsOfTac, type TypeAllocation, typeAllocations } from './type-allocations.js';

const manufacturers = edition(
  MANUFACTURERS_EDITION,
  [...MANUFACTURER_ALIASES].map(([name, key]) => ({ name, key })),
);

const deniedIdentifiers = edition(DENIED_VALUES_EDITION, {
  imeiBodies: [...DENIED_IMEI_BODIES],
  tacs: [...DENIED_TACS],
  serials: [...DENIED_SERIALS],
});

/** Every edition that ships with the rules. */
export const editions: readonly Edition<object>[] = [
  categories,
  gradingSchemes,
  gradeCrosswalks,
  manufacturers,
  deniedIdentifiers,
  typeAllocations,
];
