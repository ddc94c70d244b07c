import { randomUUID } from 'node:crypto';
import { BoundedMap } from '#kernel';
import {
  type Claim,
  claimRecord,
  type KeyRecord,
  type Plan,
  readKeyRecord,
  targetRecords,
  voidRecord,
} from './plan.js';
import type { StoredRecord, StreamServer } from './stream-server.js';

const FATES_MAX = 50_000;

/** What became of an attempt. Neither ever changes: places that are taken stay taken. */
export type Fate = 'came-about' | 'failed';

/** Who holds a key, and the revision of the last record in its stream (-1: none). */
export interface KeyState {
  holder: string | null;
  revision: number;
  /** The attempt that decides it was learned of as the so-many-th; 0 where no attempt does. */
  learned: number;
}

/** How often several keys are read anew because an attempt that may be about more than one of them was just decided. */
const VIEWS_MAX = 5;

/**
 * Decides what became of attempts, by finishing what is half done: whoever finds one takes its missing places for it,
 * and either gets them all, so that it came about, or finds another's, so that it never will (docs/adr/0020).
 */
export class Fates {
  private readonly known = new BoundedMap<string, { fate: Fate; learned: number }>(FATES_MAX);
  private learnedLast = 0;

  constructor(private readonly server: StreamServer) {}

  /** The present holder of the key that the stream is for. What is under way for it is finished first. */
  async keyState(stream: string): Promise<KeyState> {
    const last = await this.server.last(stream);
    return last === undefined ? { holder: null, revision: -1, learned: 0 } : this.after(last);
  }

  /**
   * Present holders of several keys, each attempt seen in all of them or in none: what has come about while they were
   * read, or by their being read, may be missing from those that were read first.
   */
  async keyStates(streams: readonly string[]): Promise<KeyState[]> {
    for (let view = 1; ; view++) {
      const before = this.learnedLast;
      const states = await Promise.all(streams.map((stream) => this.keyState(stream)));
      if (view === VIEWS_MAX || states.every(({ learned }) => learned <= before)) return states;
    }
  }

  /** Takes the claim's place; `false` if another has it. */
  async take(plan: Plan, claim: Claim): Promise<boolean> {
    const written = await this.server.write(claim.stream, claim.revision - 1, [claimRecord(plan, claim)]);
    if (written.status === 'written') return true;
    const there = await this.at(claim.stream, claim.revision);
    return there?.metadata.attempt === plan.attempt;
  }

  /** Takes the last place, the one in the target stream, once all others are taken. */
  async complete(plan: Plan): Promise<{ fate: Fate; place: StoredRecord['place'] | null }> {
    if (plan.events.length === 0) return { fate: this.note(plan, 'came-about'), place: null };
    const written = await this.server.write(plan.stream, plan.expectedRevision, targetRecords(plan));
    if (written.status === 'written') return { fate: this.note(plan, 'came-about'), place: written.place };
    const there = await this.at(plan.stream, plan.expectedRevision + 1);
    return { fate: this.note(plan, there?.metadata.attempt === plan.attempt ? 'came-about' : 'failed'), place: null };
  }

  note({ attempt }: Pick<Plan, 'attempt'>, fate: Fate): Fate {
    this.learnedLast += 1;
    this.known.set(attempt, { fate, learned: this.learnedLast });
    return fate;
  }

  private async after(record: StoredRecord): Promise<KeyState> {
    const key = readKeyRecord(record);
    const { revision } = record;
    if (key.holder === key.previous) return { holder: key.holder, revision, learned: 0 };
    const known = this.known.get(key.attempt);
    const fate = known?.fate ?? (await this.decide(key));
    const learned = known?.learned ?? this.learnedLast;
    return { holder: fate === 'came-about' ? key.holder : key.previous, revision, learned };
  }

  private async decide({ attempt, plan, primary }: KeyRecord): Promise<Fate> {
    if (plan !== undefined) return this.finish(plan);
    const record = await this.at(primary.stream, primary.revision);
    if (record === undefined) return this.prevent(attempt, primary);
    const { plan: whole } = readKeyRecord(record);
    if (whole?.attempt !== attempt) return this.note({ attempt }, 'failed');
    return this.finish(whole);
  }

  /** The record with the plan is not there, so that nobody can finish it: takes its place, so that it never will be. */
  private async prevent(attempt: string, primary: KeyRecord['primary']): Promise<Fate> {
    const before = primary.revision === 0 ? undefined : await this.at(primary.stream, primary.revision - 1);
    const holder = before === undefined ? null : (await this.after(before)).holder;
    const nobody = voidRecord({ ...primary, holder }, randomUUID());
    await this.server.write(primary.stream, primary.revision - 1, [nobody]);
    const record = await this.at(primary.stream, primary.revision);
    const plan = record === undefined ? undefined : readKeyRecord(record).plan;
    return plan?.attempt === attempt ? this.finish(plan) : this.note({ attempt }, 'failed');
  }

  private async finish(plan: Plan): Promise<Fate> {
    if (plan.events.length > 0) {
      const there = await this.at(plan.stream, plan.expectedRevision + 1);
      if (there !== undefined) {
        return this.note(plan, there.metadata.attempt === plan.attempt ? 'came-about' : 'failed');
      }
    }
    for (const claim of plan.claims) {
      if (!(await this.take(plan, claim))) return this.note(plan, 'failed');
    }
    return (await this.complete(plan)).fate;
  }

  private async at(stream: string, revision: number): Promise<StoredRecord | undefined> {
    const [record] = await this.server.read(stream, revision, 1);
    return record?.revision === revision ? record : undefined;
  }
}
