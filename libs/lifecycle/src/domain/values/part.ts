import { z } from 'zod';
import { massKg } from './mass.js';
import { code, word } from './text.js';

export const slot = word.describe('Place of the part: battery, display, storage, mainboard, camera, housing ...');
export const partId = code.describe("The part's name with its partner; a bare one is the sender's");

export const part = z.strictObject({
  slot,
  partId: partId.exactOptional(),
  serial: code.exactOptional(),
  massKg: massKg.exactOptional(),
});
export const parts = z.array(part).min(1).max(200);
