/** Reasons for a return that say "not as described", by the scheme that the reason is of: data per channel. */
const NOT_AS_DESCRIBED: Readonly<Record<string, readonly string[]>> = { backmarket: ['21', '24'] };

export const saysNotAsDescribed = (scheme: string | undefined, code: string | undefined): boolean =>
  scheme !== undefined && code !== undefined && (NOT_AS_DESCRIBED[scheme.toLowerCase()] ?? []).includes(code);
