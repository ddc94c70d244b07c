import { z } from 'zod';
import { rootOfStretches } from './merkle.js';

/** Stretches of an anchor at most: a log of a thousand events says of each whether it is the one that it was. */
export const STRETCHES_MAX = 1_024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a log was, small enough to be kept by somebody else: whatever it became, it must go on from there. */
export const logAnchor = z.object({
  format: z.literal('circulog-anchor'),
  version: z.literal(1),
  events: z.int().min(0).describe('Events of the log, from its first'),
  lastHash: sha256.nullable().describe('Hash of the last of them'),
  root: sha256.describe('Merkle tree (RFC 9162) over the hashes of all of them in the order of the log'),
  stretch: z.int().min(1).describe('Events of one stretch, a power of two'),
  roots: z.array(sha256).max(STRETCHES_MAX).describe('Of every stretch; the last one may be shorter'),
});
export type LogAnchor = z.output<typeof logAnchor>;

/** The anchor in a file: alone, as the API answers it, or in the report of a verification. */
export function readAnchor(text: string): { anchor: LogAnchor } | { complaint: string } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { complaint: 'It is not JSON.' };
  }
  const inReport = (given as { anchor?: unknown } | null)?.anchor;
  const parsed = logAnchor.safeParse(inReport ?? given);
  if (!parsed.success) return { complaint: z.prettifyError(parsed.error) };
  const anchor = parsed.data;
  return isConsistent(anchor)
    ? { anchor }
    : { complaint: 'Its root is not that of its stretches: somebody changed it.' };
}

function isConsistent({ events, stretch, roots, root }: LogAnchor): boolean {
  if (!Number.isInteger(Math.log2(stretch)) || roots.length !== Math.ceil(events / stretch)) return false;
  const stretches = roots.map((one) => Buffer.from(one, 'hex'));
  return rootOfStretches(stretches, stretch, events).toString('hex') === root;
}
