import { partyOf, type RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { objectOf, textOf } from '../set/payload.js';
import { partnerParty, type Walk } from '../walk/walk.js';
import type { StandingRule } from './outcome.js';

const isSale = ({ type }: RecordedEvent): boolean => type === 'DeviceResold' || type === 'DeviceSoldNew';

const verdicts = new WeakMap<Walk, Map<string, string>>();

/** Rule 11: one sale told by two partners is one sale; the seller's version counts. */
export const saleReportedTwice: StandingRule = (walk, event) => {
  if (!isSale(event)) return undefined;
  const known = verdicts.get(walk)?.get(event.id);
  const chosen = known ?? chooseVersion(walk, event);
  if (chosen === undefined || chosen === event.id) return undefined;
  return {
    rule: 'sale-reported-twice',
    explanation:
      'The same sale was reported by the seller as well; the version of the seller counts. If these are two sales, correct the order or line of one.',
  };
};

/** Judged at the first version met, by who owned and held the device before it. */
function chooseVersion(walk: Walk, first: RecordedEvent): string | undefined {
  const { events, decisions } = walk.history;
  if (ordersOf(first).length === 0) return undefined;
  const rest = events.slice(events.indexOf(first) + 1);
  const cancelled = rest.findIndex((event) => event.type === 'SaleCancelled' && isSameOrder(first, event));
  const until = cancelled < 0 ? rest : rest.slice(0, cancelled);
  const others = until.filter(
    (event) => isSale(event) && isSameSale(first, event) && !decisions.standing.has(event.id),
  );
  if (others.length === 0) return undefined;
  const versions = [first, ...others];
  const chosen = sellersVersion(walk, versions);
  const all = verdicts.get(walk) ?? new Map<string, string>();
  verdicts.set(walk, all);
  for (const version of versions) all.set(version.id, chosen.id);
  reportMismatch(walk, versions, chosen);
  return chosen.id;
}

function sellersVersion({ journey }: Walk, versions: readonly RecordedEvent[]): RecordedEvent {
  const owner = 'party' in journey.ownership ? journey.ownership.party : undefined;
  const { custody } = journey;
  const holder = custody.state === 'held' ? custody.party : custody.state === 'in_transfer' ? custody.from : undefined;
  const by = (party: string | undefined) => versions.find((version) => partnerParty(partyOf(version)) === party);
  return by(owner) ?? by(holder) ?? (versions[0] as RecordedEvent);
}

const ordersOf = ({ data }: RecordedEvent): string[] =>
  [textOf(data, 'orderRef'), textOf(data, 'saleRef')].filter((text) => text !== undefined);

const isSameOrder = (a: RecordedEvent, b: RecordedEvent): boolean =>
  ordersOf(a).some((order) => ordersOf(b).includes(order));

const matches = (a: RecordedEvent, b: RecordedEvent, key: string): boolean => {
  const [one, other] = [textOf(a.data, key), textOf(b.data, key)];
  return one === undefined || other === undefined || one === other;
};

const isSameSale = (a: RecordedEvent, b: RecordedEvent): boolean =>
  a.type === b.type && isSameOrder(a, b) && matches(a, b, 'channel') && matches(a, b, 'lineRef');

function reportMismatch(walk: Walk, versions: readonly RecordedEvent[], chosen: RecordedEvent): void {
  for (const version of versions) {
    if (version === chosen) continue;
    const differing = differences(chosen, version);
    if (differing.length === 0) continue;
    raise(walk, version, {
      rule: 'sale-mismatch',
      severity: 'warning',
      explanation: `Two reports of one sale differ in ${differing.join(', ')}. Compare them with the order and correct the wrong one.`,
      with: [chosen.id],
    });
  }
}

function differences(a: RecordedEvent, b: RecordedEvent): string[] {
  const buyers = matches(a, b, 'buyerRef') && matches(a, b, 'ownerRef');
  const [one, other] = [objectOf(a.data, 'grade'), objectOf(b.data, 'grade')];
  const grades = one === undefined || other === undefined || JSON.stringify(one) === JSON.stringify(other);
  return [
    ...(grades ? [] : ['grade']),
    ...(a.metadata.date === b.metadata.date ? [] : ['date']),
    ...(buyers ? [] : ['buyer']),
  ];
}
