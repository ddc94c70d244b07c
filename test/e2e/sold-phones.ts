import type { Desk } from './desk.js';

export const grade = (code: string) => ({
  grade: { scheme: 'backmarket', schemeVersion: '1', code },
  method: 'manual',
});
export const phone = (index: number) => `serial:Northwind:PHONE${index}`;

/** A phone that came in on trade-in in December 2024, was refurbished within three days, and graded. */
export async function refurbished(refurbisher: Desk, index: number, code = 'good'): Promise<string> {
  const name = phone(index);
  const described = { category: 'smartphone', brand: 'Northwind', model: 'Alpha', massKg: 0.18 };
  await refurbisher.record(name, 'DeviceRegistered', '2024-12-01T07:00:00Z', described);
  await refurbisher.record(name, 'DeviceReceived', '2024-12-01T08:00:00Z', { intakeReason: 'trade_in' });
  await refurbisher.record(name, 'GradeAssigned', '2024-12-03T08:00:00Z', grade(code));
  await refurbisher.record(name, 'RefurbishmentCompleted', '2024-12-04T08:00:00Z', { outcome: 'pass' });
  return name;
}

/** Sold over the counter: the life opens at once. */
export const sold = (seller: Desk, index: number, at = '2025-01-01T00:00:00Z') =>
  seller.record(phone(index), 'DeviceResold', at, { orderRef: `o-${index}`, fulfilment: 'in_store', country: 'DE' });
