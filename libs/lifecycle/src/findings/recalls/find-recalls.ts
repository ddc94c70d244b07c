import { Inject, Injectable } from '@nestjs/common';
import { Projected } from '#projections';
import { CLASHES } from '../clashes-projection.js';
import type { Recall, Recallable } from './recall.js';
import { RECALLS } from './recalls-projection.js';

/** Issuers that use one reference, and type allocation codes of one device, that are looked at. */
const FOUND_MAX = 100;

/** Reads recalls by what reports call them. */
@Injectable()
export class FindRecalls {
  constructor(@Inject(Projected) private readonly projected: Projected) {}

  /** Those that stand and that a report may mean by this: a whole name, or a reference of any issuer. */
  async named(ref: string): Promise<Recall[]> {
    const whole = await this.projected.get(RECALLS.projection, RECALLS.recalls, ref);
    if (whole !== undefined) return [whole.document as unknown as Recall];
    const { items } = await this.projected.find(RECALLS.projection, RECALLS.recalls, {
      where: { ref },
      limit: FOUND_MAX,
    });
    return items.map(({ document }) => document as unknown as Recall);
  }

  /** What recalls are told by of one device. */
  async recordsOf(deviceId: string): Promise<Recallable[]> {
    const { items } = await this.projected.find(CLASHES.projection, CLASHES.recallables, {
      where: { deviceId },
      limit: FOUND_MAX,
    });
    return items.map(({ document }) => document as unknown as Recallable);
  }
}
