import { Rational } from '#kernel';
import { isUnderEuRule, type Journey, repairClass } from '#lifecycle/domain';
import { manufactureOf } from './manufacture.js';
import { contribution, type MeasureFamily } from './measure.js';

/** Scores are summed exactly, in millionths of a point. */
export const MILLIONTHS = 1_000_000;

/** What makers declare about the repairability of what they make, under the rule that they name. Nothing is scored here. */
export const repairabilityMeasures: MeasureFamily = {
  measures: [
    { name: 'repairabilityScores', unit: 'millionth', summary: 'Declared scores of devices made, by rule.' },
    { name: 'repairabilityDeclared', unit: 'count', summary: 'Devices of those scores.' },
    { name: 'repairabilityUnknown', unit: 'count', summary: 'Devices made without a declaration that can be used.' },
  ],
  contributions(journey: Journey) {
    const manufacture = manufactureOf(journey);
    if (manufacture === undefined) return [];
    const { cell, dimensions } = manufacture;
    const declared = journey.declaredManufacture?.repairability as Declared | undefined;
    const reason = declared === undefined ? 'not-declared' : wrongness(declared);
    if (declared === undefined || reason !== undefined)
      return [contribution({ ...cell, measure: 'repairabilityUnknown', dimensions: { ...dimensions, reason } })];
    const shown = { ...dimensions, rule: declared.source, class: declared.class };
    const amount = BigInt(Math.round(declared.value * MILLIONTHS));
    return [
      contribution({ ...cell, measure: 'repairabilityScores', amount, dimensions: shown }),
      contribution({ ...cell, measure: 'repairabilityDeclared', dimensions: shown }),
    ];
  },
};

interface Declared {
  value: number;
  class?: string;
  source: string;
}

/** The index of the regulation goes from 1 to 5, and its classes follow from it; other rules are taken as declared. */
function wrongness({ value, class: letter, source }: Declared): string | undefined {
  if (!isUnderEuRule(source)) return undefined;
  if (value < 1 || value > 5) return 'score-outside-its-rule';
  return letter !== undefined && letter !== repairClass(new Rational(value)) ? 'class-does-not-fit-score' : undefined;
}
