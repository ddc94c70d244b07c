import type { Axis } from '../../libs/lifecycle/src/domain/walk/walk.js';

/** A cleaned device may look better than it was graded: the next grade needs no other explanation. */
export const cleaning: Axis = {
  DeviceCleaned: ({ memory }) => {
    memory.repairedSinceGrade = true;
  },
};
