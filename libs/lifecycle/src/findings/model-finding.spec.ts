import { describe, expect, it } from '@jest/globals';
import type { Role } from '#kernel';
import { foldJourney } from '../domain/fold.js';
import { described } from '../testing/journeys.js';
import { findingsAmong } from './findings-among.js';

const [A, B, C] = ['a', 'b', 'c'].map((last) => `00000000-0000-7000-8000-00000000000${last}`) as [
  string,
  string,
  string,
];
const phone = (device: string, imei: string, model: string, role: Role = 'refurbisher', brand = 'Northwind') =>
  foldJourney({
    deviceId: device,
    events: [
      described(
        '2026-01-05 10:00',
        { brand, model },
        { device, addressedBy: [`device:${device}`, `imei:${imei}`], roles: [role], by: role },
      ),
    ],
  });
/** Devices that are odd, by the last letter of their ids, and what is said of them. */
const odd = (...journeys: Parameters<typeof findingsAmong>[0]) =>
  findingsAmong(journeys).map(({ parties, explanation }) => ({
    devices: parties.map(({ deviceId }) => deviceId.at(-1)).join(''),
    explanation,
  }));

describe('a model that its type allocation code does not fit', () => {
  it('is odd by the edition, even of one device alone', () => {
    expect(odd(phone(A, '009901012345678', 'Lantern'))).toEqual([]);
    expect(odd(phone(A, '009901012345678', 'LANTERN', 'refurbisher', 'northwind'))).toEqual([]);
    expect(odd(phone(A, '009902042345678', 'Lantern'))).toEqual([
      { devices: 'a', explanation: expect.stringContaining('type-allocations@1 has it for Northwind Lantern Mini') },
    ]);
    expect(odd(phone(A, '009902052345678', 'Lantern'))).toEqual([]);
  });

  it('is odd by what makers say, against any number of others', () => {
    const told = (role: Role) => [
      phone(A, '004401245678905', 'One', role),
      phone(B, '004401245678913', 'Two'),
      phone(C, '004401245678921', 'Two'),
    ];
    expect(odd(...told('refurbisher')).map(({ devices }) => devices)).toEqual(['a']);
    expect(odd(...told('manufacturer'))).toEqual([
      { devices: 'bc', explanation: expect.stringContaining('by their makers as Northwind One') },
    ]);
  });

  it('is none of two names that makers use for one code', () => {
    const both = [
      phone(A, '004401245678905', 'One', 'manufacturer'),
      phone(B, '004401245678913', 'One (EU)', 'manufacturer'),
    ];
    expect(odd(...both)).toEqual([]);
  });
});
