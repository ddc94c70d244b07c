import type { Story } from '../story.js';

/** Where a device's life goes next. */
export type Stage = 'use' | 'bench' | 'stock' | 'harvest' | 'recycling' | 'over';
export type Phase = (story: Story) => Stage;
