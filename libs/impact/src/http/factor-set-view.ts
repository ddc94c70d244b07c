import { z } from 'zod';
import { answerSchema } from '#platform';
import type { OfferedFactorSet } from '../application/factor-sets.service.js';
import { editionName, type FactorSet, factorSetSchema } from '../domain/index.js';
import { aboutEdition, editionHeading } from './edition-heading.js';

const heading = z.object({
  edition: z.string().meta({ example: 'boavizta-2023-02@1' }),
  ...editionHeading,
  basis: z.enum(['avoided_per_use_year', 'avoided_per_device', 'absolute_by_stage', 'absolute_by_model']),
  functionalUnit: z.enum(['device-use-year', 'device']),
  entries: z.int().describe('Factors, stages or models'),
  default: z.boolean().describe('It answers where no set is named'),
  activeSince: z.string().exactOptional(),
  defaultSince: z.string().exactOptional(),
  importedBy: z.string().exactOptional().describe('Operator; absent: it ships with the code'),
});
export type FactorSetHeading = z.output<typeof heading>;

export const factorSetHeading = answerSchema('FactorSetHeading', heading);
export const factorSetList = answerSchema(
  'FactorSetList',
  z.object({ items: z.array(heading).describe('The default first') }),
);
export const factorSetContent = answerSchema(
  'FactorSetContent',
  z.object({ ...heading.shape, content: factorSetSchema }),
);
export type FactorSetContent = FactorSetHeading & { content: FactorSet };

export function headingOf({ set, ...told }: OfferedFactorSet): FactorSetHeading {
  const { basis, functionalUnit } = set;
  return { edition: editionName(set), ...aboutEdition(set), basis, functionalUnit, entries: entriesOf(set), ...told };
}

function entriesOf(set: FactorSet): number {
  if (set.basis === 'absolute_by_stage') return set.stages.length;
  return set.basis === 'absolute_by_model' ? set.models.length : set.factors.length;
}
