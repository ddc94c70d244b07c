import type { Partner } from '../domain/partner.js';

/** Who runs this installation. Not registered by anybody: there from the first start, with the operator's key. */
export const OPERATOR: Partner = {
  id: 'operator',
  name: 'Operator',
  roles: ['operator'],
  country: 'ZZ',
  sites: [{ id: 'default', country: 'ZZ', timeZone: 'UTC', default: true }],
  suspended: false,
  actsFor: [],
};
