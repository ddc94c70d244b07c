import type { DeviceProjection } from '#projections/domain';
import { measureFamilies } from './measures/index.js';

/** All measures of a device, in one pass over its journey. A change of any of them needs a higher version. */
export const measuresProjection: DeviceProjection = {
  shape: 'device',
  name: 'measures',
  version: 11,
  collections: [],
  project: (journey) => ({
    documents: [],
    contributions: measureFamilies.flatMap((family) => family.contributions(journey)),
  }),
};
