import { z } from 'zod';
import { massKg } from './mass.js';
import { code, word } from './text.js';

export const slot = word.describe('Place of the part: battery, display, storage, mainboard, camera, housing ...');
export const partId = code.describe("The part's name with its partner; a bare one is the sender's");

/** What recalls select by: cells of one lot share their defect. */
export const batteryLot = code.describe('Lot of its battery, as its maker prints it');

const part = z.strictObject({
  slot,
  partId: partId.exactOptional(),
  serial: code.exactOptional(),
  massKg: massKg.exactOptional(),
});
export const parts = z.array(part).min(1).max(200);
