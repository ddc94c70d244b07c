import { type JsonObject, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, type Micros } from '#kernel';
import type { Report } from '#lifecycle/domain';
import type { Cohort } from './cohort.js';
import type { Delivery } from './delivery.js';
import { addressesOf, type FleetDevice } from './device.js';
import { localDay, localHour, localInstant } from './local-time.js';
import type { FleetPartner } from './partners.js';
import type { Random } from './random.js';

const OPENING_HOUR = 8;
const CLOSING_HOUR = 18;

export interface Setting {
  /** Prefix of every reference: two fleets in one store do not get in each other's way. */
  fleet: string;
  /** Nothing is told that happens later. */
  until: Micros;
  cohort: Cohort;
}

/** The sale by which its user came to have it. */
export interface Sale {
  seller: FleetPartner;
  orderRef: string;
}

/** One device's life as it unfolds: where it is, whose it is, what time it is, and what partners report of it. */
export class Story {
  readonly deliveries: Delivery[] = [];
  /** Partner that holds the device; `undefined` in the hands of its user. */
  holder: FleetPartner | undefined;
  user = 'unknown';
  /** Partner that owns it while in use: a lessor or an enterprise. */
  owner: FleetPartner | undefined;
  lives = 0;
  lastSale: Sale | undefined;
  private told = 0;

  constructor(
    readonly device: FleetDevice,
    readonly random: Random,
    readonly setting: Setting,
    public at: Micros,
  ) {}

  get over(): boolean {
    return this.at > this.setting.until;
  }

  passDays(low: number, high: number): void {
    this.at += Math.round(this.random.between(low, high) * MICROS_PER_DAY);
  }

  passMinutes(low: number, high: number): void {
    this.at += Math.round(this.random.between(low, high) * MICROS_PER_MINUTE);
  }

  /** Waits until somebody is at work there. */
  atWork(partner: FleetPartner): void {
    const hour = localHour(partner.timeZone, this.at);
    if (hour >= OPENING_HOUR && hour < CLOSING_HOUR) return;
    const hoursToOpening = (24 + OPENING_HOUR - hour) % 24;
    this.at += hoursToOpening * MICROS_PER_HOUR + this.random.whole(0, 90) * MICROS_PER_MINUTE;
  }

  reference(kind: string): string {
    return `${this.setting.fleet}-${kind}-${this.device.index}-${++this.told}`;
  }

  /** A partner reports something that happens now. Whole seconds pass, so that no two reports share a time. */
  tell(partner: FleetPartner, type: string, data: JsonObject, more: Partial<Report> = {}): void {
    this.at = (Math.floor(this.at / 1_000_000) + this.random.whole(1, 50)) * 1_000_000;
    if (this.over) return;
    const addresses = addressesOf(this.device, partner.addressing);
    const { device = addresses.length === 1 ? addresses[0] : addresses, subject, ...rest } = more;
    this.deliveries.push({
      partner: partner.id,
      sentAt: this.at,
      report: {
        ...(subject === undefined ? { device } : { subject }),
        type,
        occurredAt: timeOf(partner, this.at),
        reference: `${this.setting.fleet}-${this.device.index}-${++this.told}`,
        data,
        ...rest,
      } as Delivery['report'],
    });
  }
}

/** An instant as a partner's records hold it. */
export const timeOf = (partner: FleetPartner, at: Micros): string =>
  partner.dayPrecision ? localDay(partner.timeZone, at) : localInstant(partner.timeZone, at);
