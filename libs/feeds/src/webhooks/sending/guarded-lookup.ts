import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Nothing was sent: the endpoint lies where nothing may be sent to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

type Complaint = (address: string) => string | undefined;

/**
 * Resolves a name for one connection, which then goes to the very address that was judged: a name that answers
 * differently the next time changes nothing. One bad address among several is enough to refuse.
 */
export const guardedLookup =
  (complaintOf: Complaint): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const complaint = addresses.map(({ address }) => complaintOf(address)).find((one) => one !== undefined);
      const [first] = addresses;
      if (complaint !== undefined) return callback(new AddressRefused(complaint), '', 0);
      if (first === undefined) return callback(new AddressRefused('The name has no address.'), '', 0);
      if (options.all === true) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
