import { type Unreadable, unreadable } from '../parsed.js';
import { hasControlCharacters } from '../spelling.js';

const PARTNER = /^[a-z0-9][a-z0-9-]{0,62}$/;
const NAME_LENGTH_MAX = 200;

/**
 * `<partner>:<name>`: what a partner calls something of its own. Names are kept as they are, but for blanks at their
 * ends: another case may be another thing.
 */
export function splitPartnerName(value: string, kind: string): { partner: string; name: string } | Unreadable {
  const colon = value.indexOf(':');
  if (colon < 0) {
    return unreadable(
      'partner-missing',
      `\`${kind}:\` needs the partner in whose naming it stands.`,
      `Send \`${kind}:<partner>:<name>\`.`,
    );
  }
  const partner = value.slice(0, colon).trim().toLowerCase();
  const name = value.slice(colon + 1).trim();
  if (!PARTNER.test(partner)) return unreadable('partner-form', `${JSON.stringify(partner)} is no partner id.`);
  if (name === '' || name.length > NAME_LENGTH_MAX || hasControlCharacters(name)) {
    return unreadable('name-form', `A name has 1 to ${NAME_LENGTH_MAX} printable characters.`);
  }
  return { partner, name };
}

export const isUnreadable = (split: { partner: string; name: string } | Unreadable): split is Unreadable =>
  'ok' in split;
