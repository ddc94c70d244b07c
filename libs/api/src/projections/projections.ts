import { clashesProjection, devicesProjection, recallsProjection } from '#lifecycle/projections';
import { measuresProjection } from '#metrics/domain';
import type { Projection } from '#projections/domain';

/** Everything that is kept in the read store. Loaded by the projector's thread, which needs nothing of Nest. */
export const PROJECTIONS: readonly Projection[] = [
  devicesProjection,
  clashesProjection,
  recallsProjection,
  measuresProjection,
];
