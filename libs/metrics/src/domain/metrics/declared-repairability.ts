import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { repairScores } from './repair-scores.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

const has = ['rule', 'class'];
const { index, classes } = repairScores({
  scores: 'repairabilityScores',
  devices: 'repairabilityDeclared',
  unknown: 'repairabilityUnknown',
  has,
});

const DECLARED = {
  scope: FLEET_SCOPE,
  source:
    'Declarations of manufacturers under the rule that they name, such as Delegated Regulation (EU) 2023/1669, Annex IV point 5',
  version: 1,
  excludes: [
    'devices without a declaration (shown as unknown)',
    'declarations under (EU) 2023/1669 whose score is not from 1 to 5, or whose class does not fit it (shown as unknown)',
    'scores of other rules, which are of other scales: every answer is by rule',
  ],
  dimensions: ['partner', 'category', 'model', 'country', ...has],
  periods: PERIODS,
  monthOf: 'the manufacture',
  periodRule: 'event',
  partnerIs: 'the manufacturer',
  events: ['DeviceManufactured'],
  unknowns:
    'devices made without a usable declaration are rows of their own; what scores of parts give is calculatedRepairability',
  finalWhen: FINAL_ONCE_CLOSED,
  range: null,
  usesFactors: false,
} as const;

/** Mean of the scores that makers declare. */
export const declaredRepairability: Metric = {
  ...index,
  definition: {
    ...DECLARED,
    name: 'declaredRepairability',
    title: 'Declared repairability index',
    formula: 'sum of declared scores / devices made with a declared score, under one rule',
    numerator: 'declared scores',
    denominator: 'devices made with a declared score',
    unit: 'points of the rule',
    alwaysBy: ['rule'],
  },
};

/** Shares of the classes that makers declare. */
export const declaredRepairClasses: Metric = {
  ...classes,
  definition: {
    ...DECLARED,
    name: 'declaredRepairClasses',
    title: 'Declared repairability classes',
    formula: 'devices made of a declared class / devices made with a declaration under the same rule',
    numerator: 'devices of the class; class unknown where only a score was declared',
    denominator: 'devices made with a declaration under the rule',
    unit: 'share',
    alwaysBy: ['rule', 'class'],
  },
};
