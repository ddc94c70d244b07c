import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FeedMessage } from '#feeds/domain';
import { closed } from '../domain/index.js';
import { publishedSchemas } from '../published-schemas.js';

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const compiled = new Map<string, ValidateFunction>();
const idOf = ({ name, version }: { name: string; version: number }) => `${name}/v${version}`;

/** Held to the schema and to nothing beside it, although readers have to expect more. */
function validatorOf(id: string): ValidateFunction {
  const known = compiled.get(id);
  if (known !== undefined) return known;
  const published = publishedSchemas().find((each) => idOf(each) === id);
  if (published === undefined) throw new Error(`There is no schema ${id}.`);
  const validator = ajv.compile(published.direction === 'sent' ? closed(published.schema) : published.schema);
  compiled.set(id, validator);
  return validator;
}

/** What is wrong with a message, by the schema that it names. */
export function complaintsAbout({ schema, data }: Pick<FeedMessage, 'schema' | 'data'>): string[] {
  const id = schema === undefined ? 'no schema' : idOf(schema);
  const validate = validatorOf(id);
  if (validate(data)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${id} ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
