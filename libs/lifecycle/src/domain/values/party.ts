import { z } from 'zod';
import { isGln } from '#identity/domain';

const PARTNER = /^partner:[a-z0-9][a-z0-9-]{0,62}$/;
const GLN = 'gln:';
const CONSUMER = /^consumer:[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whether it is one consumer: a pseudonym that only the partner which gave it can resolve. */
export const isPseudonym = (text: string): boolean => CONSUMER.test(text);

const isParty = (text: string): boolean =>
  text === 'unknown' ||
  PARTNER.test(text) ||
  isPseudonym(text) ||
  (text.startsWith(GLN) && isGln(text.slice(GLN.length)));

/** Who has it, owns it or buys it. Consumers are pseudonyms that only their partner can resolve. */
export const party = z
  .string()
  .refine(isParty, {
    error: 'A party is expected.',
    params: {
      rule: 'party',
      hint: '`partner:<id>`, `gln:<13 digits with their check digit>`, `consumer:<pseudonym>` or `unknown`; never a name or an address.',
    },
  })
  .describe('`partner:<id>`, `gln:<13>`, `consumer:<pseudonym>` or `unknown`');
