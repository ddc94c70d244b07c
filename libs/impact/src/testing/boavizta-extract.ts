import { join } from 'node:path';

/** A few rows of Boavizta's data, in the two forms in which they are published; the notice is beside them. */
export const boaviztaExtract = (form: 'us' | 'fr'): string =>
  join(import.meta.dirname, 'boavizta', `extract-${form}.csv`);
