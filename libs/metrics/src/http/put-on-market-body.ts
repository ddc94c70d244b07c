import { ApiOperation, ApiQuery } from '@nestjs/swagger';
import { pointerTo, problem, problemOfSchema, unlessRefused } from '#platform';
import { editionOfCsv } from '../application/put-on-market-csv.js';
import { type PutOnMarketEdition, putOnMarketSchema } from '../domain/put-on-market/put-on-market-edition.js';
import { putOnMarketEdition } from './put-on-market-view.js';

export const MASS_FILE_TYPES = ['application/json', 'text/csv'];

export type HeadingQuery = Readonly<Record<string, string | string[]>>;

/** The edition that was sent: as JSON, or as CSV under the heading that the address gives. */
export async function editionOf(body: unknown, query: HeadingQuery): Promise<PutOnMarketEdition> {
  if (Buffer.isBuffer(body)) return unlessRefused(await editionOfCsv(body, headingOf(query))).content;
  const [name] = Object.keys(query);
  if (name !== undefined)
    throw problem(422, 'heading-not-for-json', 'JSON says its heading itself.', {
      pointer: `/query/${name}`,
      hint: 'Leave it out, or send the masses as text/csv.',
    });
  const parsed = putOnMarketSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw problemOfSchema(parsed.error.issues);
}

function headingOf({ edition, note = [], ...rest }: HeadingQuery): Record<string, unknown> {
  const number = typeof edition === 'string' && /^\d{1,6}$/.test(edition) ? Number(edition) : edition;
  return { ...rest, ...(number === undefined ? {} : { edition: number }), notes: [note].flat() };
}

const asQuery: Record<string, string> = {
  name: 'Of a CSV file: lower-case letters, digits, points and hyphens',
  edition: 'Number of the edition, of a CSV file',
  title: 'Of a CSV file',
  source: 'Who published it, of a CSV file',
  published: 'When, of a CSV file',
  licence: 'Of a CSV file',
  note: 'Of a CSV file; again for each',
};

/** Says of a route that it takes an edition in either form. */
export const TakesEdition =
  (summary: string): MethodDecorator =>
  (target, name, descriptor) => {
    for (const [query, description] of Object.entries(asQuery))
      ApiQuery({ name: query, required: false, description, type: String, isArray: query === 'note' })(
        target,
        name,
        descriptor,
      );
    const csv = { type: 'string' as const, example: 'country;year;weeeCategory;massKg\nDE;2024;6;1834000000,5\n' };
    ApiOperation({
      summary,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: pointerTo(putOnMarketEdition) }, 'text/csv': { schema: csv } },
      },
    })(target, name, descriptor);
  };
