import { clashesProjection, devicesProjection, recallsProjection } from '#lifecycle';
import { measuresProjection } from '#metrics';
import type { Projection } from '#projections/domain';

/** Everything that is kept in the read store. */
export const PROJECTIONS: readonly Projection[] = [
  devicesProjection,
  clashesProjection,
  recallsProjection,
  measuresProjection,
];
