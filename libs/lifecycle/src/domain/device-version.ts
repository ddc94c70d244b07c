import { shortDigest } from '#kernel';

/** Opaque version of a device: changes with every event of any of its members (CONTRACTS H4). Quoted, as an ETag. */
export const deviceVersion = (revisions: readonly (readonly [stream: string, revision: number])[]): string =>
  `"${shortDigest(JSON.stringify(revisions))}"`;
