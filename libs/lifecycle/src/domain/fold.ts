import type { RecordedEvent } from '#kernel';
import { assignAddressed } from './axes/identifiers.js';
import { noteFirst } from './axes/relations.js';
import { noteProcessor } from './cycles/departures.js';
import { effectsOf } from './effects.js';
import { entriesOf } from './findings/entries.js';
import { finish } from './finish.js';
import type { Journey, Standing } from './journey.js';
import { isAboutAnother, takePlace } from './lives/replacement.js';
import { inferDelivery } from './lives/use.js';
import { observe } from './rules/observations.js';
import { judge } from './rules/standing-rules.js';
import { leaveBucket, noteExpectation } from './rules/unexpected-transition.js';
import { type FoldInput, historyOf } from './set/history.js';
import { isPlatformRegistration } from './set/order.js';
import { startWalk, type Walk } from './walk/walk.js';

/**
 * A device's journey as a pure function of the set of its events: attributed (I5), cleared of what was voided (R6),
 * walked in canonical order (R4), each event judged by what is counted before it (R2). Arrival order, repeats, ids and
 * recording times do not show in it.
 */
export function foldJourney(input: FoldInput): Journey {
  const history = historyOf(input);
  const walk = startWalk(history);
  const standings = new Map<string, Standing>();
  for (const event of history.events) standings.set(event.id, walkOn(walk, event));
  leaveBucket(walk, undefined);
  finish(walk);
  walk.journey.entries = entriesOf(history, standings, walk.journey.anomalies);
  return walk.journey;
}

/** Judges the next event in canonical order by what is counted before it, and counts it. Answers how it stands. */
export function walkOn(walk: Walk, event: RecordedEvent): Standing {
  leaveBucket(walk, event);
  const standing = judge(walk, event);
  if (standing.standing === 'counted') count(walk, event);
  return standing;
}

function count(walk: Walk, event: RecordedEvent): void {
  if (walk.journey.disposition === 'unregistered' && !isPlatformRegistration(event)) {
    walk.journey.disposition = 'unknown';
  }
  if (isAboutAnother(walk, event)) {
    takePlace(walk, event);
    return;
  }
  noteFirst(walk, event);
  noteProcessor(walk, event);
  assignAddressed(walk, event);
  inferDelivery(walk, event);
  noteExpectation(walk, event);
  observe(walk, event);
  for (const effect of effectsOf(event.type)) effect(walk, event);
}
