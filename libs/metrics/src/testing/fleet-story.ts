import type { RecordedEvent } from '#kernel';
import {
  completed,
  delivered,
  diagnosed,
  erased,
  graded,
  manufactured,
  received,
  recycled,
  recyclingReceived,
  resold,
  returned,
  soldNew,
  started,
  tell,
} from '#lifecycle/testing';

/** Devices with several lives, a return, an untested sale and an end, told as their partners would. */
export function fleetStory(): Map<string, RecordedEvent[]> {
  const devices = new Map<string, RecordedEvent[]>();
  const device = (last: string, ...days: ((id: string) => RecordedEvent)[]) => {
    const id = `00000000-0000-7000-8000-0000000000${last}`;
    devices.set(
      id,
      [identified(id), ...days].map((one) => (typeof one === 'function' ? one(id) : one)),
    );
  };
  device(
    '01',
    ...firstLife(),
    ...refurbishing('2025-01'),
    on(resold, '2025-02-01 12:00'),
    on(delivered, '2025-02-03 12:00'),
  );
  device(
    '02',
    ...firstLife(),
    ...refurbishing('2025-01'),
    on(resold, '2025-02-02 12:00', { orderRef: 'O-2' }),
    on(delivered, '2025-02-05 12:00'),
    on(returned, '2025-02-10 12:00', { orderRef: 'O-2' }),
  );
  device('03', ...firstLife(), on(received, '2025-03-01 08:00'), on(resold, '2025-03-05 12:00', { orderRef: 'O-3' }));
  device('04', ...firstLife(), on(received, '2025-01-20 08:00'), ...recycling());
  device('05', on(received, '2025-01-21 08:00'));
  return devices;
}

type Teller = typeof resold;
const on =
  (story: Teller, at: string, data: Parameters<Teller>[1] = {}) =>
  (device: string) =>
    story(at, data, { device });

const identified = (id: string) =>
  tell(
    'DeviceRegistered',
    '2023-01-10 07:00',
    {
      category: 'smartphone',
      brand: 'Acme',
      model: 'One',
      massKg: 0.18,
      identifiers: [{ kind: 'serial', value: `Acme:${id.slice(-4)}` }],
    },
    { device: id, by: 'maker', roles: ['manufacturer'] },
  );

const firstLife = () => [
  on(manufactured, '2023-01-10 08:00'),
  on(soldNew, '2023-02-01 12:00'),
  on(delivered, '2023-02-03 12:00'),
];

const refurbishing = (month: string) => [
  on(received, `${month}-10 08:00`),
  on(erased, `${month}-11 08:00`),
  on(started, `${month}-12 08:00`),
  on(diagnosed, `${month}-13 08:00`),
  on(graded, `${month}-13 09:00`),
  on(completed, `${month}-13 10:00`),
];

const recycling = () => [
  (device: string) =>
    tell('DesignatedForRecycling', '2025-01-25 08:00', { reason: 'beyond repair' }, { device, roles: ['refurbisher'] }),
  on(recyclingReceived, '2025-02-01 08:00', { inputMassKg: 0.18 }),
  on(recycled, '2025-02-05 08:00', {
    outputs: [
      { material: 'metals', massKg: 0.1, route: 'recycling' },
      { material: 'plastics', massKg: 0.08, route: 'energy_recovery' },
    ],
  }),
];
