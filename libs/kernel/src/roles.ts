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

/** Who may see a field, from the widest circle to the narrowest. */
export const TIERS = ['public', 'partner', 'repairer', 'auditor'] as const;
export type Tier = (typeof TIERS)[number];
