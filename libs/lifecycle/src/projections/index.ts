export { JourneyLoader } from '../application/journey-loader.js';
export { clashesProjection } from '../findings/clashes-projection.js';
export { recallsProjection } from '../findings/recalls/recalls-projection.js';
export { devicesProjection } from './devices-projection.js';
export { DEVICES } from './names.js';
