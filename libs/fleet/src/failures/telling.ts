import { type JsonObject, MICROS_PER_DAY, MICROS_PER_MINUTE, type Micros } from '#kernel';
import type { Report } from '#lifecycle/domain';
import type { Delivery } from '../delivery.js';
import { addressesOf, type FleetDevice } from '../device.js';
import { type FleetPartner, PARTNERS } from '../partners.js';
import type { Random } from '../random.js';
import { timeOf } from '../story.js';
import type { FailureName } from './failure-name.js';

/** An honest journey about to go wrong. */
export class Telling {
  private made = 0;

  constructor(
    readonly failure: FailureName,
    readonly device: FleetDevice,
    readonly honest: readonly Delivery[],
    readonly fleet: string,
    readonly until: Micros,
    readonly random: Random,
  ) {}

  find(type: string, where: (delivery: Delivery) => boolean = () => true): Delivery | undefined {
    return this.honest.find((delivery) => delivery.report.type === type && where(delivery));
  }

  findLast(type: string): Delivery | undefined {
    return this.honest.findLast((delivery) => delivery.report.type === type);
  }

  /** A further report that an honest partner would not have sent. */
  make(partner: FleetPartner, type: string, data: JsonObject, at: Micros, more: Partial<Report> = {}): Delivery {
    const { device = addressesOf(this.device, partner.addressing), subject, ...rest } = more;
    const report = {
      ...(subject === undefined ? { device } : { subject }),
      type,
      occurredAt: timeOf(partner, at),
      reference: `${this.fleet}-${this.failure}-${this.device.index}-${++this.made}`,
      data,
      ...rest,
    } as Delivery['report'];
    return { partner: partner.id, sentAt: at, report, failure: this.failure };
  }

  /** The same report with something else in it. */
  altered(delivery: Delivery, report: Partial<Report>): Delivery {
    return {
      ...delivery,
      report: { ...delivery.report, ...report } as Delivery['report'],
      failure: this.failure,
    };
  }

  withData(delivery: Delivery, data: JsonObject): Delivery {
    return this.altered(delivery, { data: { ...delivery.report.data, ...data } });
  }

  /** All that was told, with some deliveries replaced (by none, one or several). */
  replacing(replace: (delivery: Delivery, index: number) => Delivery | readonly Delivery[] | undefined): Delivery[] {
    return this.honest.flatMap((delivery, index) => replace(delivery, index) ?? []);
  }

  swapping(old: Delivery, ...replacements: readonly Delivery[]): Delivery[] {
    return this.replacing((delivery) => (delivery === old ? replacements : delivery));
  }

  adding(...more: readonly Delivery[]): Delivery[] {
    return [...this.honest, ...more];
  }

  reference(delivery: Delivery, reference: string): Delivery {
    return this.altered(delivery, { reference: `${this.fleet}-${this.failure}-${this.device.index}-${reference}` });
  }
}

export const minutes = (count: number): Micros => count * MICROS_PER_MINUTE;
export const days = (count: number): Micros => count * MICROS_PER_DAY;

const byId = new Map(PARTNERS.map((partner) => [partner.id, partner]));

export function partnerOf({ partner }: Delivery): FleetPartner {
  const found = byId.get(partner);
  if (found === undefined) throw new Error(`no partner ${partner}`);
  return found;
}

/** Somebody else of the same trade. */
export const otherThan = (id: string, partners: readonly FleetPartner[]): FleetPartner => {
  const other = partners.find((partner) => partner.id !== id);
  if (other === undefined) throw new Error('there is nobody else');
  return other;
};
