import { type Caller, hasRole } from '#partners';
import type { MetricScope } from '../application/metric-request.js';

/** Auditors and operators see every row (CONTRACTS H6). */
export const scopeOf = ({ partner }: Caller): MetricScope =>
  hasRole(partner, 'operator', 'auditor') ? { kind: 'all' } : { kind: 'partner', partnerId: partner.id };
