import { createRequire } from 'node:module';
import { type FetchedPartition, withoutAborted } from './aborted-messages.js';

interface FetchResponse {
  responses: { partitions: FetchedPartition[] }[];
}

/** Fetch responses that list aborted transactions. */
const VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11];

const load = createRequire(import.meta.url);
let mended = false;

/**
 * kafkajs 2.2.4 takes the list of aborted transactions for sorted by where they began, and looks at one for each message:
 * where those of several producers overlap in a partition it shows messages that were aborted. What it reads is judged
 * before it does.
 */
export function mendCommittedFetch(): void {
  if (mended) return;
  mended = true;
  for (const version of VERSIONS) {
    const response = load(`kafkajs/src/protocol/requests/fetch/v${version}/response`) as {
      decode(raw: Buffer): Promise<FetchResponse>;
    };
    const { decode } = response;
    response.decode = async (raw) => committed(await decode(raw));
  }
}

const committed = (fetched: FetchResponse): FetchResponse => ({
  ...fetched,
  responses: fetched.responses.map((topic) => ({ ...topic, partitions: topic.partitions.map(withoutAborted) })),
});
