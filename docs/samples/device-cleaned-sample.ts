import { sample } from '../../libs/lifecycle/src/testing/samples/sample.js';

export const CLEANING = {
  DeviceCleaned: sample(
    { method: 'ultrasonic', laborMin: 12, waterL: 0.4, cleanerRef: 'c-7' },
    { method: 'washed', waterL: -1 },
    '/data/method not-one-of',
    '/data/waterL out-of-range',
  ),
};
