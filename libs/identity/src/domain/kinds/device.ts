import { read, unreadable, type ValueParser } from '../parsed.js';

/** Circulog's own id. What no device has is not found; only what cannot be an id is refused. */
export const parseDevice: ValueParser = (value) => {
  const id = value.trim().toLowerCase();
  if (!/^[0-9a-z-]{1,64}$/.test(id)) return unreadable('device-id', 'A device id is a UUID.');
  return read('device', id);
};
