import { type Day, type Micros, monthOf } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import type { Contribution, Dimensions } from '#projections/domain';

/** Smallest units: every amount is a whole number of them. */
export type MeasureUnit = 'count' | 'mg' | 's' | 'mWh' | 'mg km' | 'millionth';

export interface MeasureDefinition {
  name: string;
  unit: MeasureUnit;
  summary: string;
}

/** Measures that are read off a journey together. Pure: no clock, no store, no factor. */
export interface MeasureFamily {
  measures: readonly MeasureDefinition[];
  contributions(journey: Journey): Contribution[];
}

export interface Cell {
  measure: string;
  at: Micros;
  effectiveOn?: Day | undefined;
  amount?: bigint;
  because: readonly (string | undefined)[];
  dimensions: Record<string, string | undefined>;
}

/** One contribution in the UTC month of `at`; dimensions that are not known are left out. */
export function contribution({ measure, at, effectiveOn, amount = 1n, because, dimensions }: Cell): Contribution {
  const found = { measure, dimensions: onlyKnown(dimensions), period: monthOf(at), amount, because: each(because) };
  return effectiveOn === undefined ? found : { ...found, effectiveOn };
}

function onlyKnown(dimensions: Record<string, string | undefined>): Dimensions {
  const known: Record<string, string> = {};
  for (const name in dimensions) {
    const value = dimensions[name];
    if (value !== undefined) known[name] = value;
  }
  return known;
}

/** Every id that is known, once. */
function each(ids: readonly (string | undefined)[]): string[] {
  const known: string[] = [];
  for (const id of ids) if (id !== undefined && !known.includes(id)) known.push(id);
  return known;
}

/** What the device is, as it is described now. */
export function described({ description }: Journey): { category: string | undefined; model: string | undefined } {
  const { category, brand, model } = description;
  return {
    category: category === 'unknown' ? undefined : category,
    model: model === undefined ? undefined : brand === undefined ? model : `${brand}:${model}`,
  };
}

/** `partner:<id>` as the id; every other party is no partner. */
export const partnerOf = (party: string | undefined): string | undefined =>
  party?.startsWith('partner:') ? party.slice('partner:'.length) : undefined;
