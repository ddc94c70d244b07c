import type { ReservationKey } from '../port.js';
import { readKeyRecord, reservationOf } from './plan.js';
import type { StreamServer } from './stream-server.js';

const PAGE_RECORDS = 16;

/**
 * The reservation whose stream it is: by its name, or by what its first claim says where the name keeps a digest only.
 * `undefined` for other streams, and for a key that nobody ever claimed: its place was only taken for nobody.
 */
export async function keyOfStream(server: StreamServer, stream: string): Promise<ReservationKey | undefined> {
  const named = reservationOf(stream);
  if (named === undefined) return undefined;
  const key = named.key ?? (await claimedKey(server, stream));
  return key === undefined ? undefined : { scope: named.scope, key };
}

async function claimedKey(server: StreamServer, stream: string): Promise<string | undefined> {
  for (let from = 0; ; from += PAGE_RECORDS) {
    const records = await server.read(stream, from, PAGE_RECORDS);
    const key = records.map((record) => readKeyRecord(record).key).find((one) => one !== undefined);
    if (key !== undefined || records.length < PAGE_RECORDS) return key;
  }
}
