import { z } from 'zod';
import type { Failure } from '#kernel';
import type { Feed, Selection } from '../../domain/index.js';
import { selectionFailures } from '../../subscriptions/domain/known-names.js';

const TEXT = z.string().min(1).max(500);
const NAMES_MAX = 200;
/** `a,b`, or the parameter repeated. */
const list = z
  .union([z.string().max(20_000), z.array(TEXT).max(NAMES_MAX)])
  .transform((value) => (Array.isArray(value) ? value : [value]).flatMap((text) => text.split(',')))
  .refine((names) => names.length <= NAMES_MAX, { message: `More than ${NAMES_MAX} names.` });

const DIMENSION = 'dimension.';

/** Parameters beside these are dimensions: `dimension.partner=refit`. */
export const streamParameters = z
  .object({
    types: list.optional(),
    devices: list.optional(),
    metrics: list.optional(),
    after: TEXT.max(16_384).optional(),
  })
  .catchall(TEXT);
export type StreamParameters = z.output<typeof streamParameters>;

/** What the parameters choose of a feed, devices still by the names that they were given. */
export function chosenBy(parameters: StreamParameters, feed: Feed): { selection: Selection; failures: Failure[] } {
  const { types, devices, metrics, after: _, ...rest } = parameters;
  const unknown = Object.keys(rest).filter((name) => !name.startsWith(DIMENSION));
  const dimensions = Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) =>
      name.startsWith(DIMENSION) ? [[name.slice(DIMENSION.length), value]] : [],
    ),
  );
  const chosen = { types, devices, metrics, dimensions: Object.keys(dimensions).length > 0 ? dimensions : undefined };
  const selection = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  const failures = [
    ...unknown.map((name) => ({
      pointer: `/query/${name}`,
      rule: 'unknown-parameter',
      detail: `A stream has no parameter ${name}.`,
      hint: 'There are types, devices, metrics, after, and dimension.<name>.',
    })),
    ...selectionFailures(selection, [feed], { prefix: '/query', dimensionsAt: `/${DIMENSION}` }),
  ];
  return { selection, failures };
}
