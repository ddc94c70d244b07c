import { PERIODS } from '../period.js';
import { FLEET_SCOPE } from './scope.js';

/** What metrics that count lives by their opening are defined by. */
export const OPENED_LIVES = {
  scope: FLEET_SCOPE,
  periods: PERIODS,
  events: [
    'DeviceSoldNew',
    'DeviceResold',
    'DeviceDonated',
    'DeviceRented',
    'DeviceReplaced',
    'DeliveryConfirmed',
    'ReturnAuthorised',
  ],
  periodRule: 'event',
  finalWhen: 'when the period is closed and the return windows of its lives have ended',
  range: null,
  usesFactors: false,
} as const;
