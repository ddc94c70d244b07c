import type { Journey } from '#lifecycle/domain';

/** Loads and folds devices in bulk, from everything that the log holds up to a position of it. */
export interface JourneySource {
  /**
   * By the id that was asked for; `Journey.deviceId` is the root of its component. An id that no event speaks of is
   * absent.
   */
  loadMany(deviceIds: readonly string[], until: string): Promise<Map<string, Journey>>;
}
