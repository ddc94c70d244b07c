import type { Failure } from '#kernel';
import { metrics } from '#metrics/domain';
import type { Carried, Feed } from '../../domain/index.js';
import { DELIVERY_KINDS, type Means } from './delivery-kinds.js';
import type { SubscriptionForm } from './subscription-form.js';

type Described = Pick<Feed, 'name' | 'carries'>;
type Named = Pick<Partial<SubscriptionForm>, 'types' | 'metrics' | 'dimensions'>;

/** Every name in the form that nobody registered, and every one that none of the feeds asked for ever carries. */
export function formFailures(
  form: Partial<SubscriptionForm>,
  { feeds, means }: { feeds: readonly Described[]; means: Means },
): Failure[] {
  const asked = feeds.filter(({ name }) => form.feeds === undefined || form.feeds.includes(name));
  const missing = form.delivery && DELIVERY_KINDS[form.delivery.kind].missing(means);
  return [
    ...unknownFeeds(form.feeds ?? [], feeds),
    ...selectionFailures(form, asked.length === 0 ? feeds : asked),
    ...(missing ? [{ pointer: '/delivery/kind', rule: 'delivery-not-offered', ...missing }] : []),
    ...endpointFailures(form, means),
  ];
}

function endpointFailures({ delivery }: Partial<SubscriptionForm>, { complaintOfUrl }: Means): Failure[] {
  const detail = delivery?.kind === 'webhook' ? complaintOfUrl(delivery.url) : undefined;
  if (detail === undefined) return [];
  const hint = 'Give an https:// address that is reachable from the internet, on port 443 or from 1024 on.';
  return [{ pointer: '/delivery/url', rule: 'endpoint-not-allowed', detail, hint }];
}

/** Names that these feeds know nothing of. `prefix`: where the selection stands in what was sent. */
export function selectionFailures(
  { types = [], metrics: asked = [], dimensions = {} }: Named,
  feeds: readonly Described[],
  { prefix = '', dimensionsAt = '/dimensions/' } = {},
): Failure[] {
  return [
    ...notCarried(types, { feeds, of: 'types', rule: 'unknown-type', pointer: `${prefix}/types` }),
    ...notCarried(asked, { feeds, of: 'metrics', rule: 'unknown-metric', pointer: `${prefix}/metrics` }),
    ...unknownDimensions(Object.keys(dimensions), asked, `${prefix}${dimensionsAt}`),
  ];
}

const unknownFeeds = (names: readonly string[], feeds: readonly Described[]): Failure[] =>
  names.flatMap((name, index) =>
    feeds.some((feed) => feed.name === name)
      ? []
      : [
          {
            pointer: `/feeds/${index}`,
            rule: 'unknown-feed',
            detail: `There is no feed ${name}.`,
            hint: oneOf(feeds.map((feed) => feed.name)),
          },
        ],
  );

function notCarried(
  names: readonly string[],
  { feeds, of, rule, pointer }: { feeds: readonly Described[]; of: keyof Carried; rule: string; pointer: string },
): Failure[] {
  const carried = [...new Set(feeds.flatMap(({ carries }) => carries[of] ?? []))];
  return names.flatMap((name, index) => {
    if (carried.includes(name)) return [];
    const detail = `${feeds.map((feed) => feed.name).join(' and ')} never carries ${name}.`;
    return [{ pointer: `${pointer}/${index}`, rule, detail, hint: hintFor(name, carried) }];
  });
}

/** Of the metrics asked for, or of any. */
function unknownDimensions(names: readonly string[], asked: readonly string[], pointer: string): Failure[] {
  const among = metrics.filter(({ definition }) => asked.length === 0 || asked.includes(definition.name));
  const known = [...new Set(among.flatMap(({ definition }) => definition.dimensions))];
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      pointer: `${pointer}${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      rule: 'unknown-dimension',
      detail: `No metric asked for has a dimension ${name}.`,
      hint: known.length === 0 ? 'Check the names of the metrics.' : oneOf(known),
    }));
}

/** A name in other letters is most likely what was meant. */
function hintFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'Ask for a feed that does: GET /v1/feeds says what each carries.';
  const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const meant = known.find((one) => bare(one) === bare(name));
  return meant === undefined ? oneOf(known) : `Did you mean ${meant}?`;
}

const oneOf = (names: readonly string[]): string => `One of ${names.join(', ')}.`;
