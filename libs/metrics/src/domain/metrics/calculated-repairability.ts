import { CLASS_BOUNDS, FOLDING_PART_WEIGHTS, PARAMETER_WEIGHTS, PART_WEIGHTS } from '#lifecycle/domain';
import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { repairScores } from './repair-scores.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

const has = ['class'];
const { index, classes } = repairScores({
  scores: 'repairIndices',
  devices: 'repairIndexed',
  unknown: 'repairIndexUnknown',
  has,
});

const unfolded: Readonly<Record<string, number>> = PART_WEIGHTS;

const REFERENCE = [
  ...Object.entries(PARAMETER_WEIGHTS).map(([parameter, percent]) => ({ parameter, percent })),
  ...Object.entries(FOLDING_PART_WEIGHTS).map(([part, percentWhereItFolds]) => ({
    part,
    percent: unfolded[part] ?? 0,
    percentWhereItFolds,
  })),
  ...CLASS_BOUNDS.map(([letter, from]) => ({ class: letter, from: Number(from) })),
];

const CALCULATED = {
  scope: FLEET_SCOPE,
  source:
    'Delegated Regulation (EU) 2023/1669, Annex IV point 5, by the scores that makers report; the weights of devices that fold are from calculators that cite it, unconfirmed',
  version: 1,
  excludes: [
    'phones and tablets without scores (shown as unknown)',
    'other categories: the regulation has no index of them (those with scores are shown as unknown)',
    'whether the scores are right: an authority would take the device apart',
    'what makers declare: that is declaredRepairability',
  ],
  dimensions: ['partner', 'category', 'model', 'country', ...has],
  periods: PERIODS,
  monthOf: 'the manufacture',
  periodRule: 'event',
  partnerIs: 'the manufacturer',
  events: ['DeviceManufactured'],
  unknowns: 'phones and tablets made without scores are rows of their own; no part is scored here',
  finalWhen: FINAL_ONCE_CLOSED,
  range: null,
  usesFactors: false,
  reference: REFERENCE,
} as const;

/** Mean of the indices that follow from the scores of parts. */
export const calculatedRepairability: Metric = {
  ...index,
  definition: {
    ...CALCULATED,
    name: 'calculatedRepairability',
    title: 'Calculated repairability index',
    formula:
      'sum of indices / devices made with scores; index = 0.25 disassembly depth + 0.15 (fasteners + tools + spare parts + software updates + repair information), the first three as means weighted by part',
    numerator: 'indices by the scores of parts',
    denominator: 'devices made with scores',
    unit: 'points of the regulation, 1 to 5',
    alwaysBy: [],
  },
};

/** Shares of the classes that those indices are in. */
export const calculatedRepairClasses: Metric = {
  ...classes,
  definition: {
    ...CALCULATED,
    name: 'calculatedRepairClasses',
    title: 'Calculated repairability classes',
    formula: 'devices made whose index is in the class / devices made with scores',
    numerator: 'devices of the class',
    denominator: 'devices made with scores',
    unit: 'share',
    alwaysBy: ['class'],
  },
};
