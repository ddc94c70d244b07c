/** What ties an event to its stream. */
export interface Link {
  stream: string;
  revision: number;
  previousHash: string | null;
}

/** The link that stored bytes state; `undefined` for bytes that are no event's. */
export function readLink(text: string): Link | undefined {
  let said: Partial<Link> | null;
  try {
    said = JSON.parse(text) as Partial<Link> | null;
  } catch {
    return undefined;
  }
  if (typeof said?.stream !== 'string' || !Number.isInteger(said.revision)) return undefined;
  return said as Link;
}
