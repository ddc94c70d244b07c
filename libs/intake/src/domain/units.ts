import { Rational } from '#kernel';

/**
 * Units that a partner's file may use, by the suffix of the field that they end in: `{ unit: factor }` with the exact
 * factor from the file's unit to the field's own. `data.massKg` written in `lb` is multiplied by 0.45359237.
 */
export const UNITS = {
  Kg: { kg: '1', g: '1/1000', mg: '1/1000000', t: '1000', lb: '45359237/100000000', oz: '45359237/1600000000' },
  KWh: { kWh: '1', Wh: '1/1000', MWh: '1000', MJ: '5/18' },
  L: { l: '1', ml: '1/1000', m3: '1000', gal: '3785411784/1000000000' },
  Percent: { percent: '1', fraction: '100' },
  Fraction: { fraction: '1', percent: '1/100' },
  Km: { km: '1', m: '1/1000', mi: '1609344/1000000' },
  S: { s: '1', ms: '1/1000', min: '60', h: '3600' },
  Min: { min: '1', s: '1/60', h: '60' },
  Minor: { minor: '1', major: '100' },
} as const satisfies Record<string, Record<string, string>>;

export type Unit = { [Suffix in keyof typeof UNITS]: keyof (typeof UNITS)[Suffix] }[keyof typeof UNITS];

export const UNIT_NAMES = [...new Set(Object.values(UNITS).flatMap((units) => Object.keys(units)))] as [
  Unit,
  ...Unit[],
];

/** The suffix that says which unit a field holds (`massKg`: `Kg`), longest first so that `Kg` is no `g`. */
const suffixOf = (field: string): keyof typeof UNITS | undefined => {
  const suffixes = Object.keys(UNITS).sort((a, b) => b.length - a.length) as (keyof typeof UNITS)[];
  return suffixes.find((suffix) => field.endsWith(suffix) || field.endsWith(`.${suffix.toLowerCase()}`));
};

/** Exact factor from `unit` to the unit that the field's name states; `undefined` if the two do not fit together. */
export function unitFactor(field: string, unit: Unit): Rational | undefined {
  const suffix = suffixOf(field);
  if (suffix === undefined) return undefined;
  const factor = (UNITS[suffix] as Record<string, string>)[unit];
  return factor === undefined ? undefined : new Rational(factor);
}
