import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Told } from './desk.js';

const ROOT = 'https://circulog.example/openapi.json';

/** Complains about an answer that is not as `docs/openapi.json` declares it; fields that are not declared count too. */
export async function declarations(): Promise<(told: Told, operation: string) => string | undefined> {
  const document = JSON.parse(await readFile('docs/openapi.json', 'utf8'), closed);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, ROOT);
  return ({ status, headers, body }, operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const place = ['paths', path, method, 'responses', String(status)];
    const { $ref } = document.paths[path][method].responses[status] ?? {};
    const response = $ref === undefined ? place : String($ref).slice(2).split('/');
    const mediaType = headers.get('content-type')?.split(';')[0] ?? '';
    const pointer = [...response, 'content', mediaType, 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const validate = ajv.getSchema(`${ROOT}#/${pointer.join('/')}`);
    if (validate === undefined) return `${operation} ${status} ${mediaType} is not declared.`;
    return validate(body) ? undefined : `${operation} ${status}: ${ajv.errorsText(validate.errors)}`;
  };
}

/** What Nest makes of classes leaves objects open: here a field that nobody declared is a failure. */
function closed(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('properties' in value)) return value;
  if (!('type' in value) || value.type !== 'object' || 'additionalProperties' in value || 'allOf' in value)
    return value;
  return { ...value, additionalProperties: false };
}
