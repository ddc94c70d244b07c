import { type AclBinding, isAsPlanned, type PlanComparison } from '#brokers/domain';
import { type Cell, table } from '../console/table.js';
import type { Terminal } from '../console/terminal.js';

const COLUMNS = [{ title: 'state' }, { title: 'what' }, { title: 'name' }, { title: 'details' }];

/** Every topic and ACL with its state, what stays untouched, and what it comes to. */
export function planText(terminal: Terminal, comparison: PlanComparison): string {
  const { topics, acls, withdrawn, beyond } = comparison;
  const rows: Cell[][] = [
    ...topics.map(({ state, name, partitions, differences }) => [
      state,
      'topic',
      name,
      state === 'different' ? differences.join('; ') : `partitions: ${partitions}`,
    ]),
    ...acls.map(({ state, ...acl }) => [state, ...aclCells(acl)]),
    ...withdrawn.map((acl) => ['suspended', ...aclCells(acl)]),
    ...beyond.topics.map((name) => ['not planned', 'topic', name, '']),
    ...beyond.acls.map((acl) => ['not planned', ...aclCells(acl)]),
  ];
  return [table(terminal, COLUMNS, rows), '', ...remarks(comparison)].join('\n');
}

function aclCells({
  resourceType,
  resourceName,
  patternType,
  principal,
  host,
  operation,
  permission,
}: AclBinding): Cell[] {
  const name = `${resourceType} ${resourceName}${patternType === 'PREFIXED' ? '…' : ''}`;
  const from = host === '*' ? '' : ` from ${host}`;
  return ['ACL', name, `${permission} ${principal} ${operation}${from}`];
}

function remarks(comparison: PlanComparison): string[] {
  const { topics, acls, withdrawn, beyond } = comparison;
  const all = [...topics, ...acls];
  const count = (state: string) => all.filter((one) => one.state === state).length;
  const others = beyond.topics.length + beyond.acls.length;
  const different = count('different');
  const unguarded = count('unguarded') > 0;
  return [
    `${count('present')} present, ${count('missing')} missing, ${different} different, ${others} not planned.`,
    ...(different > 0
      ? ["What is different stays so: more partitions would break the order of keys, and settings are the operator's."]
      : []),
    ...(withdrawn.length > 0
      ? [`${withdrawn.length} ACLs of suspended partners are still there: apply --revoke takes them away.`]
      : []),
    ...(others > 0 ? ['What is not planned stays.'] : []),
    ...(unguarded ? ['These brokers have no authorizer: whoever reaches them may do everything (--no-acls).'] : []),
    ...(isAsPlanned(comparison) ? ['There is nothing to do.'] : []),
  ];
}
