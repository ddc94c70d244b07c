import type { EventDeclaration } from '#kernel';
import * as events from './events/index.js';

/** Every event type, declared once (catalogue). */
export const declarations: readonly EventDeclaration[] = Object.values(events);

const BY_TYPE = new Map(declarations.map((declaration) => [declaration.type, declaration]));

export const declarationOf = (type: string): EventDeclaration | undefined => BY_TYPE.get(type);

/** Partner, calendar and edition events have routes of their own (CONTRACTS I7). */
export const NOT_POSTABLE: ReadonlySet<string> = new Set([
  'PartnerRegistered',
  'PartnerRolesChanged',
  'PartnerKeyRotated',
  'PartnerSuspended',
  'PartnerReactivated',
  'DelegationGranted',
  'DelegationRevoked',
  'DayClosed',
  'PeriodClosed',
  'EditionActivated',
  'EditionStated',
]);

/** Types that `POST /v1/events`, batches and files take. */
export const POSTABLE: ReadonlySet<string> = new Set(
  declarations.map(({ type }) => type).filter((type) => !NOT_POSTABLE.has(type)),
);
