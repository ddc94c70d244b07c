import { Inject, Injectable } from '@nestjs/common';
import { type EventStore, holderKey } from '#event-store';
import { identifierText, isExclusive, parseIdentifier } from '#identity/domain';
import { isUuid, MICROS_PER_MILLISECOND, type Micros, type Refusal } from '#kernel';
import type { Caller } from '#partners/domain';
import { CLOCK, type Clock, EVENT_STORE } from '#platform';
import { refused } from '../domain/intake/refuse.js';
import { type Sight, sightOf } from '../domain/visibility/sight.js';
import { holderThen } from './identifier-holder.js';
import { type JourneyCut, JourneyLoader, type LoadedJourney } from './journey-loader.js';

export type FoundDevice =
  /** `sight`: by what is known now, also of a journey that is cut earlier. */
  | (LoadedJourney & { outcome: 'found'; sight: Sight })
  /** Named by the id of a device that is one with another by now (CONTRACTS H4). */
  | { outcome: 'moved'; deviceId: string }
  | Refusal;

/** The device that an identifier in an address names, for whoever may see it (CONTRACTS I6, H6). */
@Injectable()
export class DeviceFinder {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(JourneyLoader) private readonly loader: JourneyLoader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async find(text: string, caller: Caller, cut: JourneyCut = {}): Promise<FoundDevice> {
    const parsed = parseIdentifier(isUuid(text) ? `device:${text}` : text);
    if (!parsed.ok) {
      const { rule, detail, hint } = parsed;
      return refused(422, { pointer: '/path/identifier', rule, detail, ...(hint !== undefined && { hint }) });
    }
    const { identifier } = parsed;
    const name = identifierText(identifier);
    if (identifier.kind === 'device') return this.byId(identifier.value, name, caller, cut);
    const devices = isExclusive(identifier) ? await this.holders(name) : await this.hinted(name, caller);
    const [only] = devices;
    if (only === undefined) return unknown(name);
    if (devices.length > 1) return this.contested(name, devices, caller);
    const then = isExclusive(identifier) ? await holderThen(this.loader, name, only, cut) : only;
    const found = await this.load(then, name, caller, cut);
    if (found.outcome !== 'found' || !found.journey.contested.includes(name)) return found;
    return this.contested(name, await this.candidates(then, name), caller);
  }

  private async byId(deviceId: string, name: string, caller: Caller, cut: JourneyCut): Promise<FoundDevice> {
    const found = await this.load(deviceId, name, caller, cut);
    if (found.outcome !== 'found' || found.journey.deviceId === deviceId) return found;
    return { outcome: 'moved', deviceId: found.journey.deviceId };
  }

  private async load(deviceId: string, name: string, caller: Caller, cut: JourneyCut): Promise<FoundDevice> {
    const loaded = await this.loader.load(deviceId, cut);
    if (loaded === undefined) return unknown(name);
    const present = cut.asOf === undefined && cut.knownAt === undefined ? loaded : await this.loader.load(deviceId);
    const sight = present && sightOf(present.journey, caller.partner, this.now());
    return sight === undefined || sight.events === 'none' ? unknown(name) : { outcome: 'found', sight, ...loaded };
  }

  /** Grants are judged by the time of the request, whatever time it asks about. */
  private now(): Micros {
    return this.clock.now() * MICROS_PER_MILLISECOND;
  }

  private async holders(name: string): Promise<string[]> {
    const key = { scope: 'identifier' as const, key: name };
    const holder = (await this.store.holders([key])).get(holderKey(key));
    return holder === undefined ? [] : [holder];
  }

  /** A hint means something only in the naming of the partner who asks. */
  private async hinted(name: string, { partner }: Caller): Promise<string[]> {
    const holders = await this.holders(`${partner.id}/${name}`);
    const devices = holders[0] === undefined ? [] : (JSON.parse(holders[0]) as string[]);
    const journeys = await this.loader.loadMany(devices);
    return [...new Set(devices.map((id) => journeys.get(id)?.deviceId ?? id))];
  }

  private async candidates(holder: string, name: string): Promise<string[]> {
    const events = await this.loader.loadEvents(holder);
    const rivals = events
      .filter(({ metadata }) => metadata.contests?.some(({ identifier }) => identifier === name))
      .map(({ stream }) => stream.slice('device-'.length));
    return [...new Set([holder, ...rivals])];
  }

  private async contested(name: string, devices: readonly string[], caller: Caller): Promise<Refusal> {
    const journeys = await this.loader.loadMany(devices);
    const visible = devices.filter((id) => {
      const journey = journeys.get(id);
      return journey !== undefined && sightOf(journey, caller.partner, this.now()).events !== 'none';
    });
    if (visible.length === 0) return unknown(name);
    return refused(409, {
      pointer: '/path/identifier',
      rule: 'identity-ambiguous',
      detail: `${name} names several devices: ${visible.map((id) => `device:${id}`).join(', ')}.`,
      hint: 'Ask for one of them by its id, or have the contest resolved.',
    });
  }
}

const unknown = (name: string): Refusal =>
  refused(404, {
    pointer: '/path/identifier',
    rule: 'unknown-device',
    detail: `There is no device ${name} that you may see.`,
  });
