import { readFileSync } from 'node:fs';
import specifications from '@asyncapi/specs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { asyncApiDocument, publishedSchemas } from '#contract';

interface Channel {
  address: string | null;
  messages: object;
  servers: { $ref: string }[];
}
interface Document {
  channels: Record<string, Channel>;
  components: { messages: object };
}
const document = asyncApiDocument() as Document;

describe('docs/asyncapi.json', () => {
  it('is what the server serves; if not, run `npm run openapi`', () => {
    const kept = readFileSync('docs/asyncapi.json', 'utf8');
    expect(kept === `${JSON.stringify(document, null, 1)}\n` ? '' : 'stale: run `npm run openapi`').toBe('');
  });

  it("is AsyncAPI 3.0 by the specification's own schema", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      specifications.schemasWithoutId['3.0.0'] as object,
    );
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...document, channels: { odd: { addres: 'x' } } })).toBe(false);
  });

  it('refers to nothing that is not in it', () => {
    const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer = '']) => pointer);
    const found = (pointer: string) =>
      pointer.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(pointers.filter((pointer) => found(pointer) === undefined)).toEqual([]);
  });

  const told = (isMeant: (channel: Channel) => boolean) =>
    Object.entries(document.channels)
      .filter(([, channel]) => isMeant(channel))
      .flatMap(([id, { address, messages }]) => Object.keys(messages).map((message) => `${address ?? id} ${message}`))
      .sort();
  const over = (name: string) => (channel: Channel) => channel.servers[0]?.$ref === `#/servers/${name}`;
  const fed = publishedSchemas().filter(({ name }) => !name.startsWith('intake'));

  it('has every message that there is a schema of, on every topic that has it', () => {
    const published = publishedSchemas().flatMap(({ name, version, topics }) =>
      topics.map((topic) => `${topic} ${name}.v${version}`),
    );
    expect(told(over('kafka'))).toEqual(published.sort());
  });

  it('has every message of a feed in its stream, in those of subscriptions, and for endpoints', () => {
    const streams = fed.flatMap(({ name, version }) => [
      `/v1/feeds/${name.split('.')[0]}/stream ${name}.v${version}.structured`,
      `/v1/subscriptions/{subscription}/stream ${name}.v${version}.structured`,
    ]);
    expect(told(over('api'))).toEqual(streams.sort());
    expect(told(over('endpoint'))).toEqual(
      fed.map(({ name, version }) => `webhook ${name}.v${version}.webhook`).sort(),
    );
  });
});
