import type { EventDeclaration, Failure, Micros, Role } from '#kernel';
import { hasRole, type Partner, type PartnerDirectory } from '#partners/domain';

/** Whose fact it is, or why this sender may not report it (CONTRACTS H1: 403). */
export type Authorised = { party: Partner } | { denied: Failure };

export interface AuthorisationInput {
  declaration: EventDeclaration;
  sender: Partner;
  onBehalfOf?: string;
  partners: Pick<PartnerDirectory, 'find'>;
  at: Micros;
}

/** The matrix of roles, and delegation: of a delegate's report the principal's roles are what counts (rule 14). */
export function authorise({ declaration, sender, onBehalfOf, partners, at }: AuthorisationInput): Authorised {
  if (sender.suspended) return denied('', 'suspended-partner', `${sender.id} is suspended.`);
  const party =
    onBehalfOf === undefined || onBehalfOf === sender.id ? sender : principal(sender, onBehalfOf, partners, at);
  if (party === undefined) {
    return denied('/onBehalfOf', 'no-delegation', `${sender.id} may not act for ${onBehalfOf}.`, {
      hint: 'The principal or an operator grants it.',
    });
  }
  if (party.suspended) return denied('/onBehalfOf', 'suspended-partner', `${party.id} is suspended.`);
  if (mayReport(declaration, party.roles)) return { party };
  const roles = declaration.emitters === 'any' ? 'any role but auditor' : declaration.emitters.join(', ');
  return denied(
    '/type',
    'role-not-allowed',
    `${declaration.type} is not for ${party.id} (${party.roles.join(', ')}).`,
    {
      hint: `It takes ${roles}.`,
    },
  );
}

/** Operators may record every type; `any` is every role but auditor. */
function mayReport({ emitters }: Pick<EventDeclaration, 'emitters'>, roles: readonly Role[]): boolean {
  if (roles.includes('operator')) return true;
  return emitters === 'any' ? roles.some((role) => role !== 'auditor') : roles.some((role) => emitters.includes(role));
}

export const isOperator = (partner: Partner): boolean => hasRole(partner, 'operator');

function principal(
  sender: Partner,
  principalId: string,
  partners: Pick<PartnerDirectory, 'find'>,
  at: Micros,
): Partner | undefined {
  const granted = sender.actsFor.some(
    ({ principal: id, from, until }) => id === principalId && from <= at && (until === undefined || at < until),
  );
  return granted ? partners.find(principalId) : undefined;
}

const denied = (pointer: string, rule: string, detail: string, more: { hint?: string } = {}): Authorised => ({
  denied: { pointer, rule, detail, ...more },
});
