import { type EventStore, holderKey, type ReservationKey } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { Ledger } from '../domain/intake/enter.js';
import { Missing, type Wanted } from '../domain/intake/known.js';
import type { Claim } from '../domain/intake/placement.js';

type Scope = ReservationKey['scope'];

/** One batch's view of the log: what was fetched, and on top of it what the batch has decided. */
export class World implements Ledger {
  private readonly holders = new Map<string, string | null>();
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly events = new Map<string, RecordedEvent | null>();

  constructor(private readonly store: EventStore) {}

  holder(scope: Scope, key: string): string | null {
    const name = `${scope} ${key}`;
    const holder = this.holders.get(name);
    if (holder === undefined) throw new Missing({ holders: [name] });
    return holder;
  }

  stream(name: string): readonly RecordedEvent[] {
    const events = this.streams.get(name);
    if (events === undefined) throw new Missing({ streams: [name] });
    return events;
  }

  event(id: string): RecordedEvent | null {
    const event = this.events.get(id);
    if (event === undefined) throw new Missing({ eventIds: [id] });
    return event;
  }

  presentHolder = (name: string): string | null | undefined => this.holders.get(name);

  knowsEvent = (id: string): boolean => this.events.has(id);

  /** A stream that nobody can know, because its name was drawn just now. */
  openStream(name: string): void {
    this.streams.set(name, []);
  }

  /** Nobody can hold a key that was drawn just now. */
  openHolder(scope: Scope, key: string): void {
    this.holders.set(`${scope} ${key}`, null);
  }

  add(stream: string, events: readonly RecordedEvent[]): void {
    const known = this.streams.get(stream);
    if (known === undefined) throw new Missing({ streams: [stream] });
    known.push(...events);
    for (const event of events) this.events.set(event.id, event);
  }

  hold({ scope, key, holder }: Claim): void {
    this.holders.set(`${scope} ${key}`, holder);
  }

  async fetch({ holders = [], streams = [], eventIds = [] }: Wanted): Promise<void> {
    await Promise.all([this.fetchHolders(holders), this.fetchStreams(streams), this.fetchEvents(eventIds)]);
  }

  /** What a lost append had assumed is asked for again. */
  forget(
    steps: readonly { stream: string; events: readonly { id: string }[]; reservations: readonly Claim[] }[],
  ): void {
    for (const { stream, events, reservations } of steps) {
      this.streams.delete(stream);
      for (const { id } of events) this.events.delete(id);
      for (const claim of reservations) this.holders.delete(holderKey(claim));
    }
  }

  private async fetchHolders(names: readonly string[]): Promise<void> {
    const wanted = names.filter((name) => !this.holders.has(name));
    if (wanted.length === 0) return;
    const found = await this.store.holders(wanted.map(keyOf));
    for (const name of wanted) this.holders.set(name, found.get(name) ?? null);
  }

  private async fetchStreams(names: readonly string[]): Promise<void> {
    const wanted = names.filter((name) => !this.streams.has(name));
    if (wanted.length === 0) return;
    const found = await this.store.readStreams(wanted);
    for (const name of wanted) {
      const events = (found.get(name) ?? []).map(({ event }) => event);
      this.streams.set(name, events);
      for (const event of events) this.events.set(event.id, event);
    }
  }

  private async fetchEvents(ids: readonly string[]): Promise<void> {
    const wanted = ids.filter((id) => !this.events.has(id));
    await Promise.all(wanted.map(async (id) => this.events.set(id, (await this.store.readEvent(id))?.event ?? null)));
  }
}

function keyOf(name: string): ReservationKey {
  const blank = name.indexOf(' ');
  return { scope: name.slice(0, blank) as Scope, key: name.slice(blank + 1) };
}
