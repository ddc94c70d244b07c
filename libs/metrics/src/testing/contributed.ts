import type { Journey } from '#lifecycle/domain';
import type { MeasureFamily } from '../domain/measures/index.js';

/** Contributions as one readable line each: `measure amount @month >effective {dimensions}`. */
export function contributed(family: MeasureFamily, journey: Journey, ...shown: string[]): string[] {
  return family.contributions(journey).map(({ measure, amount, period, effectiveOn, dimensions }) => {
    const kept = Object.entries(dimensions).filter(([name]) => shown.includes(name));
    const text = kept.map(([name, value]) => ` ${name}=${value}`).join('');
    return `${measure} ${amount} @${period}${effectiveOn === undefined ? '' : ` >${effectiveOn}`}${text}`;
  });
}
