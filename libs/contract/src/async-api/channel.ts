import type { PublishedSchema } from '../domain/index.js';

/** A way that messages take, as AsyncAPI 3 has it. */
export interface Channel {
  id: string;
  /** `null`: it is the subscriber's to say. */
  address: string | null;
  summary: string;
  server: 'kafka' | 'api' | 'endpoint';
  /** What Circulog does there. */
  action: 'send' | 'receive';
  parameters?: Readonly<Record<string, { description: string }>>;
  /** Of `components/messages`. */
  messages: readonly string[];
  bindings?: object;
  operationBindings?: object;
}

export const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

export const idOf = ({ name, version }: PublishedSchema): string => `${name}.v${version}`;

export const channelObject = (channel: Channel): object => {
  const { address, summary, server, parameters, messages, bindings } = channel;
  return {
    address,
    summary,
    servers: [{ $ref: `#/servers/${server}` }],
    ...(parameters === undefined ? {} : { parameters }),
    messages: Object.fromEntries(messages.map((id) => [id, ref('messages', id)])),
    ...(bindings === undefined ? {} : { bindings }),
  };
};

export const operationObject = ({ id, action, summary, operationBindings }: Channel): object => ({
  action,
  channel: { $ref: `#/channels/${id}` },
  summary,
  ...(operationBindings === undefined ? {} : { bindings: operationBindings }),
});
