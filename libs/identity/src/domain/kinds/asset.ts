import { read, type ValueParser } from '../parsed.js';
import { percentEscaped } from '../spelling.js';
import { isUnreadable, splitPartnerName } from './partner-named.js';

/** `<partner>:<tag>`: a sticker of the partner that owns or handles the device. */
export const parseAsset: ValueParser = (value) => {
  const split = splitPartnerName(value, 'asset');
  return isUnreadable(split) ? split : read('asset', `${split.partner}:${percentEscaped(split.name)}`);
};

/** `<partner>:<ref>[/<line>]`: an order that the device belongs to. */
export const parseOrder: ValueParser = (value) => {
  const split = splitPartnerName(value, 'order');
  return isUnreadable(split) ? split : read('order', `${split.partner}:${split.name}`);
};
