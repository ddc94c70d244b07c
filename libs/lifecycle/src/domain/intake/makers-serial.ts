import { identifierText, parseIdentifierParts } from '#identity/domain';
import type { JsonObject } from '#kernel';
import type { Partner } from '#partners/domain';
import { textOf } from '../set/payload.js';
import type { Address } from './address.js';

/**
 * The serial number in a maker's report resolves and is claimed like what the report is addressed by (CONTRACTS I7):
 * under the name of the maker, unless its GTIN goes with it or the address says whose number it is.
 */
export function withMakersSerial(address: Address, type: string, data: JsonObject, maker: Partner): Address {
  const text = type === 'DeviceManufactured' && address.addressedBy.length > 0 ? makersSerial(data, maker) : undefined;
  if (text === undefined || address.exclusive.some((known) => numberOf(known) === numberOf(text))) return address;
  const others = address.exclusive.filter((known) => !known.startsWith('serial:'));
  const serials = address.exclusive.filter((known) => known.startsWith('serial:'));
  return { ...address, exclusive: [...others, ...[...serials, text].sort()], makersSerial: text };
}

function makersSerial(data: JsonObject, { name }: Partner): string | undefined {
  const serial = textOf(data, 'serial');
  if (serial === undefined || data.gtin !== undefined || name.includes(':')) return undefined;
  const parsed = parseIdentifierParts('serial', `${name}:${serial}`);
  return parsed.ok ? identifierText(parsed.identifier) : undefined;
}

const numberOf = (text: string): string => text.slice(text.lastIndexOf(':') + 1).toUpperCase();
