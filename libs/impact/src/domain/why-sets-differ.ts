import { editionName, type FactorSet, isAbsolute, type Lifetime } from './factor-set.js';

/** Why two sets give two figures of the same lives, as far as the sets themselves say. */
export interface SetDifference {
  reason: 'functional-unit' | 'basis' | 'edition' | 'source' | 'lifetimes';
  detail: string;
}

const BASES: Readonly<Record<FactorSet['basis'], string>> = {
  avoided_per_use_year: 'a published difference per year of use, average refurbishing included',
  avoided_per_device: 'a published difference per device, at once, average refurbishing included',
  absolute_by_stage: 'a new device by stage, less what the devices’ own events say of refurbishing',
  absolute_by_model: 'a new device by its maker’s declaration, less what the devices’ own events say of refurbishing',
};

export function whySetsDiffer(one: FactorSet, other: FactorSet): SetDifference[] {
  const [a, b] = [editionName(one), editionName(other)];
  const found: SetDifference[] = [];
  if (one.functionalUnit !== other.functionalUnit) {
    const detail = `${a} counts per ${one.functionalUnit}, ${b} per ${other.functionalUnit}: a lifetime lies between.`;
    found.push({ reason: 'functional-unit', detail });
  }
  if (one.basis !== other.basis)
    found.push({ reason: 'basis', detail: `${a}: ${BASES[one.basis]}. ${b}: ${BASES[other.basis]}.` });
  if (one.name === other.name && one.edition !== other.edition)
    found.push({ reason: 'edition', detail: `Editions of ${one.published} and of ${other.published}.` });
  if (one.source !== other.source) found.push({ reason: 'source', detail: `${one.source}; ${other.source}.` });
  const years = lifetimesThatDiffer(lifetimesIn(one), lifetimesIn(other));
  if (years.length > 0) found.push({ reason: 'lifetimes', detail: `Years of use assumed: ${years.join(', ')}.` });
  return found;
}

const lifetimesIn = (set: FactorSet): readonly Lifetime[] =>
  isAbsolute(set) || set.basis === 'avoided_per_use_year' ? (set.lifetimes ?? []) : [];

function lifetimesThatDiffer(ones: readonly Lifetime[], others: readonly Lifetime[]): string[] {
  return ones.flatMap((one) => {
    const other = others.find(({ category }) => category === one.category);
    if (other === undefined || spanOf(one) === spanOf(other)) return [];
    return [`${one.category} ${spanOf(one)} against ${spanOf(other)}`];
  });
}

const spanOf = ({ newYears, refurbishedYears = 'unknown' }: Lifetime): string => `${newYears} + ${refurbishedYears}`;
