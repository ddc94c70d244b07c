import { hash } from 'node:crypto';

const HEX = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => HEX.test(text);

/**
 * UUIDv8 for the further events of one submission (CONTRACTS R3): keeps the time of the id it derives from, so that
 * ids stay ordered on disk, and takes the rest from SHA-256 over that id and the index.
 */
export function derivedId(id: string, index: number | string): string {
  const digest = hash('sha256', `${id}/${index}`, 'hex');
  const variant = '89ab'[Number.parseInt(digest[3] ?? '0', 16) & 3];
  return `${id.slice(0, 13)}-8${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}

/** UUIDv8 of a finding: the same rule and evidence always give the same id (CONTRACTS R2). */
export function findingId(rule: string, subject: string, evidence: readonly string[]): string {
  const digest = hash('sha256', [rule, subject, ...[...evidence].sort()].join('\n'), 'hex');
  const variant = '89ab'[Number.parseInt(digest[15] ?? '0', 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(12, 15)}-${variant}${digest.slice(16, 19)}-${digest.slice(19, 31)}`;
}
