const MONGODB = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;
/** The read store's database where its URL names none. */
const DATABASE = 'circulog';

/** Whether the store is files of one process, rather than a server that several can use. */
export const isEmbedded = (url: string): boolean => url.startsWith('sqlite:');

/**
 * Where operational records are kept beside a read store on MongoDB: the same server and credentials, in a database of
 * its own, so that dropping what is derivable drops nothing else. `undefined` for other stores.
 */
export function besideOnServer(readStore: string): string | undefined {
  const [, scheme, hosts, database = '', query = ''] = MONGODB.exec(readStore) ?? [];
  if (scheme === undefined || hosts === undefined) return undefined;
  const options = new URLSearchParams(query);
  // Credentials belong to the database that the read store's URL names, unless it says otherwise.
  if (hosts.includes('@') && database !== '' && !options.has('authSource')) options.set('authSource', database);
  const asked = options.size === 0 ? '' : `?${options}`;
  return `${scheme}${hosts}/${database === '' ? DATABASE : database}-ops${asked}`;
}
