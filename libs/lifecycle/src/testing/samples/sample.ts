import type { JsonObject } from '#kernel';

/** A payload that its declaration takes, and one that it refuses, with where and why. */
export interface Sample {
  /** With every field that matters to a reader, as a partner would send it. */
  valid: JsonObject;
  invalid: JsonObject;
  /** `<pointer> <rule>` of each failure of `invalid`, in any order. */
  failures: readonly string[];
}

export const sample = (valid: JsonObject, invalid: JsonObject, ...failures: string[]): Sample => ({
  valid,
  invalid,
  failures,
});

export const DEVICE_ID = '01890000-0000-7000-8000-000000000001';
export const OTHER_DEVICE_ID = '01890000-0000-7000-8000-000000000002';
export const EVENT_ID = '01890000-0000-7000-8000-0000000000e1';
export const SHA256 = 'a'.repeat(64);
export const GRADE = { scheme: 'backmarket', schemeVersion: '1', code: 'good' };
export const PRICE = { amountMinor: 29_925, currency: 'EUR' };
export const IMEI = { kind: 'imei', value: '004401245678905' };
