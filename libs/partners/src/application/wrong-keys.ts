import { Allowance, type Rate } from '../domain/allowance.js';
import { clientNetwork } from './client-network.js';

const NETWORKS_MAX = 10_000;

/** Counts wrong keys by the network that they come from, so that nobody can try keys one after the other. */
export class WrongKeys {
  private readonly allowances = new Map<string, Allowance>();

  constructor(
    private readonly rate: Rate,
    private readonly networksMax = NETWORKS_MAX,
  ) {}

  /** Milliseconds until the address may present a key again; 0 at once. */
  waitMillis(address: string, now: number): number {
    return this.allowances.get(clientNetwork(address))?.waitMillis(this.rate, now) ?? 0;
  }

  count(address: string, now: number): void {
    const network = clientNetwork(address);
    let allowance = this.allowances.get(network);
    if (allowance === undefined) {
      if (this.allowances.size >= this.networksMax) this.makeRoom(now);
      allowance = new Allowance();
      this.allowances.set(network, allowance);
    }
    allowance.take(this.rate, now);
  }

  /** Forgets those that have been quiet, else the one that came first. */
  private makeRoom(now: number): void {
    for (const [network, allowance] of this.allowances) if (allowance.isFull(now)) this.allowances.delete(network);
    const [first] = this.allowances.keys();
    if (first !== undefined && this.allowances.size >= this.networksMax) this.allowances.delete(first);
  }
}
