import { z } from 'zod';
import { aboutEdition, editionHeading } from '#impact';
import type { StatedEdition } from '#lifecycle';
import { answerSchema } from '#platform';
import { type PutOnMarketEdition, putOnMarketSchema } from '../domain/put-on-market/put-on-market-edition.js';

const heading = z.object({
  edition: z.string().meta({ example: 'national-register@1' }),
  ...editionHeading,
  entries: z.int().describe('Masses'),
  activeSince: z.string(),
  importedBy: z.string().exactOptional().describe('Operator'),
});
export type PutOnMarketHeading = z.output<typeof heading>;
export type PutOnMarketContent = PutOnMarketHeading & { content: PutOnMarketEdition };

export const putOnMarketEdition = answerSchema('PutOnMarketEdition', putOnMarketSchema);
export const putOnMarketHeading = answerSchema('PutOnMarketHeading', heading);
export const putOnMarketList = answerSchema(
  'PutOnMarketList',
  z.object({
    items: z.array(heading).describe('In the order in which they were taken: a later one stands for earlier'),
  }),
);
export const putOnMarketContent = answerSchema(
  'PutOnMarketContent',
  z.object({ ...heading.shape, content: putOnMarketEdition }),
);

export function headingOf({ content, used }: StatedEdition<PutOnMarketEdition>): PutOnMarketHeading {
  const { edition, sha256, activeSince, decidedBy } = used;
  return {
    ...{ edition, sha256, ...aboutEdition(content), entries: content.masses.length, activeSince },
    ...(decidedBy === undefined ? {} : { importedBy: decidedBy }),
  };
}
