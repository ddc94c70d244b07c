import { shortDigest } from '#kernel';
import { editions } from './editions/index.js';
import { RULES_VERSION } from './rules-version.js';

const KEY_LENGTH = 8;

/** What a fold is made by beside its events: rules and editions. Another key, another version of what is projected. */
export const RULES_KEY = `${RULES_VERSION}-${shortDigest(editions.map(({ name, sha256 }) => `${name} ${sha256}`).join('\n')).slice(0, KEY_LENGTH)}`;
