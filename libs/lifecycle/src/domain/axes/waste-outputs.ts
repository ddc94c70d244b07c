import { type JsonObject, milligrams, type RecordedEvent } from '#kernel';
import { isAccepted, raise } from '../findings/raise.js';
import { numberOf, objectsOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** Outputs may exceed the input by what scales and moisture explain, not by more (catalogue, rule 10). */
const TOLERANCE_PERCENT = 105;

export interface OutputMass {
  item: JsonObject;
  massMg: number;
}

/**
 * Masses of a recycler's outputs: as weighed, or as shares of the device's input. Unbalanced ones are left out until a
 * person confirms them, so that no recovery rate rests on them (failure case 23).
 */
export function outputMasses(walk: Walk, event: RecordedEvent): OutputMass[] {
  const input = walk.journey.waste.recyclingInput?.massMg;
  const batch = event.metadata.addressedBy.find((text) => text.startsWith('batch:'));
  const items = objectsOf(event.data, 'outputs');
  const masses: OutputMass[] = [];
  for (const item of items) {
    const massKg = numberOf(item, 'massKg');
    const share = numberOf(item, 'share');
    const massMg = massKg === undefined ? undefined : shareOf(walk, batch, input, milligrams(massKg));
    if (massMg !== undefined) masses.push({ item, massMg });
    else if (massKg === undefined && share !== undefined && input !== undefined)
      masses.push({ item, massMg: Math.round(share * input) });
  }
  const total = masses.reduce((sum, { massMg }) => sum + massMg, 0);
  if (batch !== undefined || input === undefined || total * 100 <= input * TOLERANCE_PERCENT) return masses;
  const anomaly = raise(walk, event, {
    rule: 'mass-balance',
    severity: 'warning',
    explanation: `The outputs weigh ${total / 1e6} kg, the input ${input / 1e6} kg. Correct the one that is wrong; until then they are in no rate.`,
  });
  return isAccepted(anomaly) ? masses : [];
}

/** Of a batch's outputs a device has the share that it had of the input; unknown where one of the two is. */
function shareOf(walk: Walk, batch: string | undefined, input: number | undefined, massMg: number): number | undefined {
  if (batch === undefined) return massMg;
  const whole = walk.history.batchInputMg.get(batch);
  return whole === undefined || whole === 0 || input === undefined ? undefined : Math.round((massMg * input) / whole);
}
