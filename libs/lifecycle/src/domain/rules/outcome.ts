import type { RecordedEvent } from '#kernel';
import type { Walk } from '../walk/walk.js';

/** Why an event is set aside, in words that say what to do. */
export interface SetAside {
  rule: string;
  explanation: string;
}

/** Judges an event by what is counted before it; `undefined`: this rule has nothing against it. */
export type StandingRule = (walk: Walk, event: RecordedEvent) => SetAside | undefined;

/** Looks at a counted event before its effects, and raises what is odd about it. */
export type Observation = (walk: Walk, event: RecordedEvent) => void;
