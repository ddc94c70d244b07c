/** RFC 6901 pointer to a member. */
export const pointerTo = (pointer: string, part: PropertyKey): string =>
  `${pointer}/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;
