import type { Story } from '../story.js';

/** What a scale shows: the model's mass and a little scatter, in whole grams. */
export const weighed = (story: Story): number =>
  Math.round(story.device.model.massKg * story.random.between(0.97, 1.03) * 1000) / 1000;
