import type { Story } from '../story.js';
import { bench } from './bench.js';
import { born } from './birth.js';
import { firstSale } from './first-sale.js';
import { harvest } from './harvest.js';
import { recycling } from './recycling.js';
import type { Phase, Stage } from './stage.js';
import { stock } from './stock.js';
import { firstSeenUsed } from './trade-in.js';
import { use } from './use.js';

const PHASES: Record<Exclude<Stage, 'over'>, Phase> = { use, bench, stock, harvest, recycling };
const STAGES_MAX = 60;
/** Devices whose maker reports nothing: they turn up used. */
const UNKNOWN_ORIGIN_SHARE = 0.08;

/** From the first report to the last: phase after phase, until there is nothing more to tell. */
export function live(story: Story): void {
  let stage: Stage = story.random.chance(UNKNOWN_ORIGIN_SHARE) ? firstSeenUsed(story) : firstSale(story, born(story));
  for (let count = 0; count < STAGES_MAX && stage !== 'over' && !story.over; count++) stage = PHASES[stage](story);
}
