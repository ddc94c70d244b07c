import { type EventStore, holderKey, type ReservationKey } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { Ledger } from '../domain/intake/enter.js';
import { Missing, type Wanted } from '../domain/intake/known.js';
import type { Claim } from '../domain/intake/placement.js';

type Scope = ReservationKey['scope'];

/** One batch's view of the log: what was fetched, and on top of it what the batch has decided. */
export class World implements Ledger {
  /** Grows whenever anything in this view changes. */
  version = 0;
  private readonly holders: Record<Scope, Map<string, string | null>> = {
    reference: new Map(),
    identifier: new Map(),
    link: new Map(),
  };
  private readonly read = new Map<string, RecordedEvent[]>();
  private readonly events = new Map<string, RecordedEvent | null>();

  constructor(private readonly store: EventStore) {}

  holder(scope: Scope, key: string): string | null {
    const holder = this.holders[scope].get(key);
    if (holder === undefined) throw new Missing({ holders: [{ scope, key }] });
    return holder;
  }

  stream(name: string): readonly RecordedEvent[] {
    const events = this.read.get(name);
    if (events === undefined) throw new Missing({ streams: [name] });
    return events;
  }

  streams(names: readonly string[]): (readonly RecordedEvent[])[] {
    const missing = names.filter((name) => !this.read.has(name));
    if (missing.length > 0) throw new Missing({ streams: missing });
    return names.map((name) => this.read.get(name) ?? []);
  }

  event(id: string): RecordedEvent | null {
    const event = this.events.get(id);
    if (event === undefined) throw new Missing({ eventIds: [id] });
    return event;
  }

  presentHolder(scope: Scope, key: string): string | null | undefined {
    return this.holders[scope].get(key);
  }

  knowsEvent = (id: string): boolean => this.events.has(id);

  /** A stream that nobody can know, because its name was drawn just now. */
  openStream(name: string): void {
    this.read.set(name, []);
  }

  /** Nobody can hold a key that was drawn just now. */
  openHolder(scope: Scope, key: string): void {
    this.holders[scope].set(key, null);
  }

  add(stream: string, events: readonly RecordedEvent[]): void {
    const known = this.read.get(stream);
    if (known === undefined) throw new Missing({ streams: [stream] });
    known.push(...events);
    this.version += 1;
    for (const event of events) this.events.set(event.id, event);
  }

  hold({ scope, key, holder }: Claim): void {
    this.holders[scope].set(key, holder);
    this.version += 1;
  }

  async fetch({ holders = [], streams = [], eventIds = [] }: Wanted): Promise<void> {
    this.version += 1;
    await Promise.all([this.fetchHolders(holders), this.fetchStreams(streams), this.fetchEvents(eventIds)]);
  }

  /** What a lost append had assumed is asked for again. */
  forget(
    steps: readonly { stream: string; events: readonly { id: string }[]; reservations: readonly Claim[] }[],
  ): void {
    for (const { stream, events, reservations } of steps) {
      this.read.delete(stream);
      for (const { id } of events) this.events.delete(id);
      for (const { scope, key } of reservations) this.holders[scope].delete(key);
    }
    this.version += 1;
  }

  private async fetchHolders(keys: readonly ReservationKey[]): Promise<void> {
    const wanted = keys.filter(({ scope, key }) => !this.holders[scope].has(key));
    if (wanted.length === 0) return;
    const found = await this.store.holders(wanted);
    for (const key of wanted) this.holders[key.scope].set(key.key, found.get(holderKey(key)) ?? null);
  }

  private async fetchStreams(names: readonly string[]): Promise<void> {
    const wanted = names.filter((name) => !this.read.has(name));
    if (wanted.length === 0) return;
    const found = await this.store.readStreams(wanted);
    for (const name of wanted) {
      const events = (found.get(name) ?? []).map(({ event }) => event);
      this.read.set(name, events);
      for (const event of events) this.events.set(event.id, event);
    }
  }

  private async fetchEvents(ids: readonly string[]): Promise<void> {
    const wanted = ids.filter((id) => !this.events.has(id));
    await Promise.all(wanted.map(async (id) => this.events.set(id, (await this.store.readEvent(id))?.event ?? null)));
  }
}
