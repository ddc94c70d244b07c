export const ROLES = [
  'manufacturer',
  'retailer',
  'marketplace',
  'trade-in',
  'owner',
  'logistics',
  'refurbisher',
  'diagnostics',
  'erasure',
  'recycler',
  'registry',
  'auditor',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];
