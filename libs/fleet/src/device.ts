import { gtin, imei, serial } from './identifiers.js';
import type { Model } from './models.js';
import type { Addressing } from './partners.js';
import type { Random } from './random.js';

interface StorageMedium {
  mediumId: string;
  kind: 'emmc' | 'ssd' | 'hdd';
  serial: string;
  capacityGB: number;
  removable: boolean;
}

/** A device as the world knows it, which may differ from what is reported of it. */
export interface FleetDevice {
  index: number;
  model: Model;
  serial: string;
  /** None, one or two; replaced by a board swap. */
  imeis: string[];
  media: StorageMedium[];
  /** Its maker reports to Circulog: its GTIN and serial are known together. */
  registered: boolean;
  /** Condition of the battery as a share of its design capacity. */
  batteryHealthPercent: number;
  boardSwapped: boolean;
}

export function newDevice(index: number, model: Model, random: Random): FleetDevice {
  const sims = model.cellular ? (random.chance(0.4) ? 2 : 1) : 0;
  return {
    index,
    model,
    serial: serial(model.number, index),
    imeis: Array.from({ length: sims }, (_, sim) => imei(model.number, index, sim)),
    media: storageOf(index, model, random),
    registered: true,
    batteryHealthPercent: 100,
    boardSwapped: false,
  };
}

function storageOf(index: number, model: Model, random: Random): StorageMedium[] {
  const of = (number: number, kind: StorageMedium['kind'], capacityGB: number, removable: boolean): StorageMedium => ({
    mediumId: number === 0 ? 'internal' : `disk-${number + 1}`,
    kind,
    serial: `M${index.toString(36).toUpperCase()}-${number}`,
    capacityGB,
    removable,
  });
  const capacity = model.storageGB ?? random.pick([128, 256, 512]);
  switch (model.category) {
    case 'monitor':
      return [];
    case 'network':
      return [of(0, 'emmc', 1, false)];
    case 'laptop':
    case 'desktop':
      return random.chance(0.15)
        ? [of(0, 'ssd', capacity, true), of(1, 'hdd', 1000, true)]
        : [of(0, 'ssd', capacity, true)];
    case 'server':
      return [0, 1, 2, 3].map((number) => of(number, 'hdd', 2000, true));
    default:
      return [of(0, 'emmc', capacity, false)];
  }
}

export const serialText = ({ model, serial: number }: FleetDevice): string => `serial:${model.brand}:${number}`;
export const imeiText = (number: string): string => `imei:${number}`;
export const digitalLink = ({ model, serial: number }: FleetDevice): string =>
  `https://id.gs1.org/01/${gtin(model.number)}/21/${number}`;

/** The identifiers that a partner names the device by, as it would write them. */
export function addressesOf(device: FleetDevice, addressing: Addressing): string[] {
  const imeis = device.imeis.map(imeiText);
  switch (addressing) {
    case 'all':
      return [...imeis, serialText(device)];
    case 'serial':
      return [serialText(device)];
    case 'digital-link':
      return device.registered ? [digitalLink(device)] : [imeis[0] ?? serialText(device)];
    case 'imei':
      return [imeis[0] ?? serialText(device)];
  }
}
