import type { HeldKey } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { devicesTiedBy } from '#lifecycle/domain';
import type { ClaimFault } from './claims-check.js';

/**
 * Compares the links under which devices are loaded together with the events that tie them: a journey whose link is gone
 * is folded without the devices that were merged into it. Lines of orders are links too, which only the next receipt
 * reads: they are not looked at. First `hold` for every reservation, then `take` for every event.
 */
export class LinksCheck {
  private readonly held = new Map<string, string>();
  private readonly parents = new Map<string, string>();

  get compared(): number {
    return this.held.size;
  }

  hold({ scope, key, holder }: HeldKey): void {
    if (scope === 'link' && !key.includes(':')) this.held.set(key, holder);
  }

  take(event: RecordedEvent): void {
    const [first, ...others] = devicesTiedBy(event);
    if (first === undefined) return;
    for (const other of others) this.parents.set(this.rootOf(other), this.rootOf(first));
  }

  faults(): ClaimFault[] {
    const faults: ClaimFault[] = [];
    const unproved = new Map(this.held);
    for (const union of this.unions()) {
      const expected = JSON.stringify(union);
      for (const device of union) {
        unproved.delete(device);
        const holder = this.held.get(device) ?? null;
        if (holder === expected) continue;
        const lacks = holder === null || union.some((one) => !holder.includes(one));
        faults.push({ claim: `link ${device}`, holder, fault: lacks ? 'no-claim-for-event' : 'no-event-for-claim' });
      }
    }
    for (const [device, holder] of unproved) {
      faults.push({ claim: `link ${device}`, holder, fault: 'no-event-for-claim' });
    }
    return faults;
  }

  private unions(): string[][] {
    const devices = new Set([...this.parents].flat());
    return [...Map.groupBy(devices, (device) => this.rootOf(device)).values()].map((union) => union.sort());
  }

  private rootOf(device: string): string {
    let root = device;
    for (let next = this.parents.get(root); next !== undefined && next !== root; next = this.parents.get(root))
      root = next;
    if (root !== device) this.parents.set(device, root);
    return root;
  }
}
