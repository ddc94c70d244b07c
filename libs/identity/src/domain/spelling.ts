/** Separators that people and labels put between digits. */
const SEPARATORS = /[\s\-./_]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

export const withoutSeparators = (text: string): string => text.replace(SEPARATORS, '');

export const hasControlCharacters = (text: string): boolean => CONTROL.test(text);

/** Percent-encoded once, or as it is; a text with a bare percent sign is not encoded. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The one spelling of a free value: the percent sign is escaped, so that reading what was printed gives the same. */
export const percentEscaped = (text: string): string => text.replaceAll('%', '%25');

/** As above, for the last part of a value whose parts are set apart by colons. */
export const colonEscaped = (text: string): string => percentEscaped(text).replaceAll(':', '%3A');

/** Compatibility forms (full-width digits, ligatures) become plain ones; ends are trimmed, inner blanks are single. */
export const tidied = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ');
