import { PERIODS } from '../period.js';
import { FLEET_SCOPE } from './scope.js';

/** What both ways of counting avoided impact are defined by. */
export const AVOIDED_IMPACT = {
  denominator: null,
  unit: 'by indicator',
  scope: FLEET_SCOPE,
  source: 'The factor set named in the value',
  version: 2,
  dimensions: ['partner', 'seller', 'marketplace', 'category', 'model', 'country', 'outcome', 'indicator'],
  alwaysBy: ['indicator', 'outcome'],
  periods: PERIODS,
  partnerIs: 'the refurbisher of the cycle, else the seller; seller and marketplace are other views of the same lives',
  events: [
    'DeviceResold',
    'DeliveryConfirmed',
    'ReturnAuthorised',
    'RefurbishmentCompleted',
    'DeviceReceived',
    'PartInstalled',
    'AccessoryAdded',
    'PackagingUsed',
    'TransportScanned',
  ],
  unknowns:
    'lives without a factor, whose refurbishing was not reported as a set needs it, or that could not be judged, are rows of their own; nothing is filled in',
  range: 'lower: no credited life replaces a new device; upper: every one does',
  usesFactors: true,
} as const;

export const UNCREDITED = [
  'first lives',
  'private resales, rentals, donations, warranty replacements and new sales',
  'devices with an open double trade-in or life after an end (shown as unknown)',
  'categories and indicators that the factor set does not give (shown as unknown)',
] as const;

export const columns = { partner: 'credited' };
