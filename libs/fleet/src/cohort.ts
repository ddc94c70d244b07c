import type { Micros } from '#kernel';
import type { FleetPartner } from './partners.js';

export interface HarvestedPart {
  partId: string;
  slot: string;
  massKg: number;
  brand: string;
  category: string;
  partner: string;
  from: Micros;
}

export interface RecyclingBatch {
  ref: string;
  recycler: FleetPartner;
  inputKg: number;
  lastReceivedAt: Micros;
}

const SPARE_PARTS_MAX = 200;

/** What devices of one stretch of the fleet share: spare parts and recycling batches. All that a fleet remembers. */
export class Cohort {
  private readonly parts: HarvestedPart[] = [];
  readonly batches = new Map<string, RecyclingBatch>();

  constructor(readonly number: number) {}

  store(part: HarvestedPart): void {
    if (this.parts.length < SPARE_PARTS_MAX) this.parts.push(part);
  }

  /** A part that a workshop has lying about for this kind of device, taken off the shelf. */
  take(partner: string, slot: string, brand: string, category: string, at: Micros): HarvestedPart | undefined {
    const index = this.parts.findIndex(
      (part) =>
        part.partner === partner &&
        part.slot === slot &&
        part.brand === brand &&
        part.category === category &&
        part.from < at,
    );
    return index < 0 ? undefined : this.parts.splice(index, 1)[0];
  }

  addToBatch(ref: string, recycler: FleetPartner, massKg: number, at: Micros): void {
    const key = `${recycler.id}/${ref}`;
    const batch = this.batches.get(key) ?? { ref, recycler, inputKg: 0, lastReceivedAt: at };
    batch.inputKg += massKg;
    batch.lastReceivedAt = Math.max(batch.lastReceivedAt, at);
    this.batches.set(key, batch);
  }
}
