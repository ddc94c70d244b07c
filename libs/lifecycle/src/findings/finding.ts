import { findingId, type Micros, type Severity } from '#kernel';
import type { StoredUse, UseEvent, UseKind } from './use.js';

/** One holder's part in a finding. */
export interface Party
  extends Pick<StoredUse, 'holder' | 'deviceId' | 'detail' | 'visibleTo' | 'relatedTo' | 'grants'> {
  events: UseEvent[];
}

/** What only several devices show together. It never changes a standing (CONTRACTS P5). */
export interface Finding {
  /** Derived from rule, key and evidence: the same finding always has the same id. */
  id: string;
  kind: UseKind;
  rule: string;
  severity: Severity;
  explanation: string;
  key: string;
  at: Micros;
  parties: Party[];
}

export interface Words {
  rule: string;
  severity: Severity;
  explanation: string;
}

/** The finding that all uses of one key make; `undefined` where only one holder has it. */
export function findingOf(uses: readonly StoredUse[]): Finding | undefined {
  const [first] = uses;
  if (first === undefined) return undefined;
  const parties = partiesOf(uses);
  const words = parties.length < 2 ? undefined : wordsOf(first, parties);
  return words && found(first, words, uses, parties);
}

/** What the finding is, whose parties are made of these uses. */
export function found(first: StoredUse, words: Words, uses: readonly StoredUse[], parties: Party[]): Finding {
  const evidence = parties.flatMap(({ events }) => events.map(({ id }) => id));
  return {
    id: findingId(words.rule, first.key, evidence),
    kind: first.kind,
    key: first.key,
    ...words,
    at: Math.max(...uses.map(({ at }) => at)),
    parties,
  };
}

function wordsOf({ kind, key }: StoredUse, parties: readonly Party[]): Words | undefined {
  if (kind === 'certificate') return certificateWords(key, parties);
  if (kind === 'identifier') return identifierWords(key, parties);
  return {
    rule: 'part-in-two-devices',
    severity: 'high',
    explanation: `Part ${key.slice('part:'.length)} is in ${parties.length} devices at a time. Report its removal from the one that no longer has it, or correct its number.`,
  };
}

/** The same number with the same document is told by the document already. */
function certificateWords(key: string, parties: readonly Party[]): Words | undefined {
  const byNumber = key.startsWith('certificate:number:');
  if (byNumber && new Set(parties.map(({ detail }) => detail)).size < 2) return undefined;
  const what = byNumber ? `Certificate number ${key.slice('certificate:number:'.length)}` : 'One erasure certificate';
  return {
    rule: 'certificate-reused',
    severity: byNumber ? 'warning' : 'high',
    explanation: `${what} stands for ${parties.length} storage media. Each erased medium needs a certificate of its own: attach the right one, or erase again.`,
  };
}

function identifierWords(key: string, parties: readonly Party[]): Words | undefined {
  const identifier = key.slice('identifier:'.length);
  if (parties.every(({ detail }) => detail === 'removed')) return undefined;
  if (parties.some(({ detail }) => detail === 'claimed')) {
    return {
      rule: 'identifier-cloned',
      severity: 'high',
      explanation: `${identifier} is claimed by ${parties.length} devices. Compare their labels; an operator says whose it is, merges them or splits reports off.`,
    };
  }
  return {
    rule: 'identifier-cloned',
    severity: 'warning',
    explanation: `${identifier} left a device with its board and is with another device now. Check whether the board was built into that one, or its number was copied.`,
  };
}

/** Uses by one holder are one party, whichever device's journey told them. */
function partiesOf(uses: readonly StoredUse[]): Party[] {
  const byHolder = new Map<string, Party>();
  for (const use of uses) {
    const known = byHolder.get(use.holder);
    byHolder.set(use.holder, known === undefined ? partyOf(use) : together(known, use));
  }
  return [...byHolder.values()].sort((a, b) => (a.holder < b.holder ? -1 : 1));
}

export const partyOf = ({ holder, deviceId, detail, visibleTo, relatedTo, grants, events }: StoredUse): Party => ({
  holder,
  deviceId,
  detail,
  visibleTo,
  relatedTo,
  grants,
  events,
});

const together = (known: Party, use: StoredUse): Party => ({
  ...known,
  detail: known.detail === 'claimed' ? known.detail : use.detail,
  visibleTo: [...new Set([...known.visibleTo, ...use.visibleTo])],
  relatedTo: [...new Set([...known.relatedTo, ...use.relatedTo])],
  grants: [...known.grants, ...use.grants],
  events: [...known.events, ...use.events.filter(({ id }) => !known.events.some((event) => event.id === id))],
});
