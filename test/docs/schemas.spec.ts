import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { breaches, documentOf, type JsonSchema, publishedSchemas } from '#contract';

const FOLDER = 'docs/schemas';
const kept = new Map(
  readdirSync(FOLDER).map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as JsonSchema]),
);
const fileOf = ({ name, version }: { name: string; version: number }) => `${name}.v${version}.json`;

describe('docs/schemas', () => {
  it('is what the server serves; if not, run `npm run openapi`', () => {
    const stale = publishedSchemas().filter(
      (schema) => JSON.stringify(kept.get(fileOf(schema))) !== JSON.stringify(documentOf(schema)),
    );
    expect(stale.map(fileOf)).toEqual([]);
  });

  it('is kept by what the code says: another version for what somebody could not live with', () => {
    const broken = publishedSchemas().flatMap((schema) => {
      const promised = kept.get(fileOf(schema));
      return promised === undefined ? [] : breaches(schema, promised).map((breach) => `${fileOf(schema)} ${breach}`);
    });
    expect(broken).toEqual([]);
  });

  it('has no schema that was never published: a version that is no longer sent is older than one that is', () => {
    const latest = new Map(publishedSchemas().map(({ name, version }) => [name, version]));
    const odd = [...kept.keys()].filter((file) => {
      const [, name = '', version = ''] = /^(.+)\.v(\d+)\.json$/.exec(file) ?? [];
      return !(Number(version) <= (latest.get(name) ?? 0));
    });
    expect(odd).toEqual([]);
  });

  it('is JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const wrong = [...kept].filter(([, schema]) => ajv.validateSchema(schema) !== true);
    expect(wrong.map(([file]) => file)).toEqual([]);
  });
});
