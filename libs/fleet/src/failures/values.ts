import type { Json } from '#kernel';
import type { Inject } from './failure-case.js';

/** Grams or ounces where kilograms belong, or a share where a percentage belongs. */
export const unitErrors: Inject = (telling) => {
  const received = telling.find('DeviceReceived', ({ report }) => typeof report.data?.massKg === 'number');
  const graded = telling.find('GradeAssigned');
  if (graded !== undefined && telling.random.chance(0.3)) {
    const share = Number(graded.report.data?.batteryHealthPercent ?? 100) / 100;
    return telling.swapping(graded, telling.withData(graded, { batteryHealthPercent: share }));
  }
  if (received === undefined) return undefined;
  const factor = telling.random.chance(0.5) ? 1000 : 35.274;
  const massKg = Math.round(Number(received.report.data?.massKg) * factor * 1000) / 1000;
  return telling.swapping(received, telling.withData(received, { massKg }));
};

/** A word that nobody agreed on. */
export const schemaDrift: Inject = (telling) => {
  const received = telling.find('DeviceReceived');
  if (received === undefined) return undefined;
  return telling.adding(telling.reference(telling.withData(received, { intakeReason: 'swap_programme' }), 'drifted'));
};

/** More comes out of the recycler than went in. */
export const massImbalance: Inject = (telling) => {
  const completed = telling.find('RecyclingCompleted');
  const outputs = completed?.report.data?.outputs;
  if (completed === undefined || !Array.isArray(outputs)) return undefined;
  return telling.swapping(completed, telling.withData(completed, { outputs: outputs.map(heavier) }));
};

function heavier(output: Json): Json {
  if (output === null || typeof output !== 'object' || Array.isArray(output)) return output;
  return { ...output, massKg: Math.round(Number(output.massKg) * 1.4 * 1000) / 1000 };
}
