import { z } from 'zod';
import { chargeMah, cycles, healthPercent } from './measure.js';
import { code, line } from './text.js';

export const tool = z
  .strictObject({ name: line.describe('Name of the program or instrument'), version: code.exactOptional() })
  .describe('What it was done with');

const test = z.strictObject({
  code: code.describe("The tool's name of the test"),
  result: z.enum(['pass', 'fail', 'skipped', 'na']),
});
export const tests = z.array(test).min(1).max(500);

export const lockKind = z.enum(['activation', 'frp', 'mdm', 'sim', 'bios', 'finance']);
export const lockState = z.enum(['locked', 'unlocked', 'unknown']);
export const locks = z
  .array(z.strictObject({ kind: lockKind, state: lockState }))
  .min(1)
  .max(20);

export const battery = z.strictObject({
  healthPercent: healthPercent.exactOptional(),
  cycles: cycles.exactOptional(),
  designMah: chargeMah.exactOptional(),
  fullMah: chargeMah.exactOptional(),
});

/** Categories of SERI's R2v3 equipment list: functional and cosmetic, independent of each other. */
export const r2 = z.strictObject({
  functional: z.enum(['F1', 'F2', 'F3', 'F4', 'F5', 'F6']).exactOptional(),
  cosmetic: z.enum(['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9']).exactOptional(),
});
