import { type Configuration, ConfigurationError, isEmbedded } from '#platform';

const VARIABLES = { events: 'CIRCULOG_EVENT_STORE', read: 'CIRCULOG_READ_STORE', ops: 'CIRCULOG_OPS_STORE' } as const;

/** Several processes can share servers, but no files: one process owns those. Throws `ConfigurationError`. */
export function requireServers(application: string, { stores }: Configuration): void {
  const embedded = (Object.keys(VARIABLES) as (keyof typeof VARIABLES)[]).filter((name) => isEmbedded(stores[name]));
  if (embedded.length === 0) return;
  throw new ConfigurationError(
    `${application} needs stores that processes can share: ${embedded.map((name) => VARIABLES[name]).join(', ')} ` +
      'must name servers (esdb: and mongodb:), since sqlite: files belong to one process; npm start is all in one.',
  );
}
