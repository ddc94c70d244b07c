import type { PublishedSchema } from '../domain/index.js';
import type { Channel } from './channel.js';
import { feedSchemas } from './feed-schemas.js';
import { structuredId, webhookId } from './structured-messages.js';

const HTTP_BINDING = '0.3.0';
const text = (description: string) => ({ type: 'string', description });
const AFTER = text('`now`, `start`, or an event id; the header `Last-Event-ID` goes first.');
const SELECTION = {
  types: text('Names of types, comma-separated.'),
  devices: text('Identifiers of devices, comma-separated.'),
  metrics: text('Names of metrics, comma-separated.'),
};
const SSE =
  'Server-sent events: each message is the `data:` of one, its type the `event:`. An `id:` stands where everything ' +
  'before it has been told; sent back as `Last-Event-ID` it goes on right there.';

/** Every feed as a stream, what subscriptions choose as a stream, and what is posted to endpoints of subscribers. */
export const httpChannels = (): Channel[] => [
  ...[...Map.groupBy(feedSchemas(), feedOf)].map(([feed, schemas]) => streamOf(feed, schemas)),
  {
    id: 'subscriptionStream',
    address: '/v1/subscriptions/{subscription}/stream',
    summary: `What one subscription chooses of its feeds. ${SSE}`,
    server: 'api',
    action: 'send',
    parameters: { subscription: { description: 'Id of a subscription whose delivery is `sse`.' } },
    messages: feedSchemas().map(structuredId),
    operationBindings: { http: requestOf('GET', { after: AFTER }) },
  },
  {
    id: 'webhook',
    address: null,
    summary:
      'What one subscription chooses of its feeds, one message a request, signed as Standard Webhooks 1.0 says. Any ' +
      'answer but 2xx within 15 seconds is a failure: the same message comes again, with the same `webhook-id`.',
    server: 'endpoint',
    action: 'send',
    messages: feedSchemas().map(webhookId),
    operationBindings: { http: requestOf('POST') },
  },
];

const feedOf = ({ name }: PublishedSchema): string => name.slice(0, name.indexOf('.'));

const streamOf = (feed: string, schemas: readonly PublishedSchema[]): Channel => ({
  id: `${feed.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Stream`,
  address: `/v1/feeds/${feed}/stream`,
  summary: `The feed \`${feed}\`, as far as the caller may see it. ${SSE}`,
  server: 'api',
  action: 'send',
  messages: schemas.map(structuredId),
  operationBindings: { http: requestOf('GET', { ...SELECTION, after: AFTER }) },
});

const requestOf = (method: 'GET' | 'POST', query?: Record<string, object>) => ({
  method,
  ...(query === undefined ? {} : { query: { type: 'object', properties: query } }),
  bindingVersion: HTTP_BINDING,
});
