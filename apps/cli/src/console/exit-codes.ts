/** What a script can tell from how `circulog` ended. Shown by `circulog --help`. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refusedLines: 4,
  notAllowed: 5,
  unreachable: 6,
  differs: 7,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_TEXT = `
Exit codes:
  0  done
  1  failed
  2  wrong usage
  3  not found
  4  done, but some lines were refused
  5  not allowed: no key, or not for this role
  6  no server at that address, or the stores are in use by another process
  7  what was verified is not what it should be`;
