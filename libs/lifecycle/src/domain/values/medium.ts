import { z } from 'zod';
import { capacityGB } from './measure.js';
import { code, word } from './text.js';

export const mediumId = code.describe('Name of the storage medium within its device, such as `internal` or `ssd-1`');

/** A storage medium: what erasure is about. */
const medium = z.strictObject({
  mediumId,
  kind: word.describe('Such as emmc, ufs, ssd, hdd or sd_card'),
  serial: code.describe("The medium's own serial number").exactOptional(),
  capacityGB: capacityGB.exactOptional(),
  removable: z.boolean().describe('It can be taken out without tools').exactOptional(),
});
export const media = z.array(medium).min(1).max(64).describe('The storage media in it; a list is taken as complete');
