import { z } from 'zod';
import { answerSchema } from '#platform';
import type { Feed } from '../../domain/index.js';

const feedView = answerSchema(
  'Feed',
  z.object({
    name: z.string(),
    summary: z.string(),
    types: z.array(z.string()).describe('Of events and findings that it carries'),
    metrics: z.array(z.string()).describe('Whose values it tells'),
    topics: z
      .array(z.object({ name: z.string(), summary: z.string(), retention: z.enum(['compact', 'keep']) }))
      .describe('On Kafka'),
    stream: z.string().describe('Where it is read as server-sent events'),
  }),
);
type FeedView = z.output<typeof feedView>;

export const feedList = answerSchema('FeedList', z.object({ items: z.array(feedView) }));

export const viewOf = ({ name, summary, carries, topics }: Feed): FeedView => ({
  name,
  summary,
  types: [...(carries.types ?? [])],
  metrics: [...(carries.metrics ?? [])],
  topics: topics.map(({ name, summary, retention }) => ({ name, summary, retention })),
  stream: `/v1/feeds/${name}/stream`,
});
