import { z } from 'zod';
import { answerSchema } from '#platform';
import { type MappingInput, mapping } from '../domain/mapping.js';

export const mappingView = answerSchema('Mapping', mapping);

export const mappingPage = answerSchema(
  'MappingPage',
  z.object({ items: z.array(mappingView), next: z.string().nullable().describe('Cursor of the next page') }),
);

/** As it is sent: defaults may be left out, and the name is in the address. */
export function mappingBody(): object {
  const { $schema: _, required: __, ...schema } = z.toJSONSchema(mapping, { io: 'input', unrepresentable: 'any' });
  return { ...schema, required: ['columns'] };
}

export const EXAMPLE_MAPPING: Omit<MappingInput, 'name'> = {
  format: { delimiter: ';', decimal: ',' },
  timeZone: 'Europe/Berlin',
  constants: [
    { field: 'type', value: 'GradeAssigned' },
    { field: 'data.grade.scheme', value: 'backmarket' },
    { field: 'data.grade.schemeVersion', value: '1' },
    { field: 'data.method', value: 'manual' },
  ],
  columns: [
    { column: 'IMEI', field: 'device', as: 'identifier:imei' },
    { column: 'Datum', field: 'occurredAt', as: 'date', dateFormat: 'dd.MM.yyyy HH:mm' },
    { column: 'Zustand', field: 'data.grade.code', as: 'enum', values: { 'Sehr gut': 'excellent', Gut: 'good' } },
  ],
};
