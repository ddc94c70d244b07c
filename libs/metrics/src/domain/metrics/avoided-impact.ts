import { PERIODS } from '../period.js';
import { FLEET_SCOPE } from './scope.js';

/** What both ways of counting avoided impact are defined by. */
export const AVOIDED_IMPACT = {
  denominator: null,
  unit: 'by indicator',
  scope: FLEET_SCOPE,
  source: 'The factor set named in the value',
  version: 1,
  dimensions: ['partner', 'seller', 'marketplace', 'category', 'model', 'country', 'outcome', 'indicator'],
  alwaysBy: ['indicator', 'outcome'],
  periods: PERIODS,
  partnerIs: 'the refurbisher of the cycle, else the seller; seller and marketplace are other views of the same lives',
  usesFactors: true,
} as const;

export const UNCREDITED = [
  'first lives',
  'private resales, rentals, donations, warranty replacements and new sales',
  'devices with an open double trade-in or life after an end (shown as unknown)',
  'categories and indicators that the factor set does not give (shown as unknown)',
] as const;

export const columns = { partner: 'credited' };
