import { Rational, type RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { isUnderEuRule, repairClass } from '../repairability/repair-class.js';
import { type RepairScores, repairIndex } from '../repairability/repair-index.js';
import { numberOf, objectOf, textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** As the bounds of the classes have. */
const DECIMALS = 2;
/** Half of the last of them. */
const ROUNDING = new Rational('0.005');

/** A maker declares another index or class than its own scores give. What it declared goes on counting as declared. */
export function repairabilityMismatch(walk: Walk, event: RecordedEvent): void {
  const declared = objectOf(event.data, 'repairability');
  const scores = objectOf(event.data, 'repairabilityScores');
  if (declared === undefined || scores === undefined || !isUnderEuRule(textOf(declared, 'source') ?? '')) return;
  const value = numberOf(declared, 'value') ?? 0;
  const letter = textOf(declared, 'class');
  const found = repairIndex(scores as unknown as RepairScores);
  const isRounded = found.index.sub(value).abs().lte(ROUNDING);
  const classes = [found.class, repairClass(found.index.round(DECIMALS))];
  if (isRounded && (letter === undefined || classes.some((fits) => fits === letter))) return;
  raise(walk, event, {
    rule: 'repairability-mismatch',
    severity: 'information',
    explanation: `Declared is ${told(value, letter)}; its scores give ${told(found.index.valueOf(), found.class)}. Correct the declaration or the scores.`,
  });
}

const told = (value: number, letter: string | undefined): string =>
  letter === undefined ? `${value}` : `${value}, class ${letter}`;
