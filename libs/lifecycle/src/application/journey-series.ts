import type { EventLog, LoggedEvent, Position } from '#event-store';
import { foldJourney } from '../domain/fold.js';
import type { Journey } from '../domain/journey.js';
import { deviceStream } from '../domain/set/attribution.js';
import { linkedStreams } from '../domain/set/links.js';

/** Up to an event's position, or all that comes before it. */
export interface PositionCut {
  position: Position;
  before?: true;
}

type Streams = ReadonlyMap<string, readonly LoggedEvent[]>;

/** Devices as the log held them at several positions: what each event made of them can be told from that. */
export class JourneySeries {
  constructor(private readonly log: Pick<EventLog, 'holders' | 'readStreams' | 'compare'>) {}

  /**
   * For each device its journey at each of its cuts, in that order; read once, folded for each. `undefined`: no event
   * spoke of the device then.
   */
  async load(cuts: ReadonlyMap<string, readonly PositionCut[]>): Promise<Map<string, (Journey | undefined)[]>> {
    const members = await this.membersOf([...cuts.keys()]);
    const own = await this.log.readStreams([...new Set([...members.values()].flat().map(deviceStream))]);
    const wanted = [...members.values()].flatMap((ids) => linkedStreams(eventsIn(own, ids.map(deviceStream))));
    const known = wanted.length === 0 ? own : new Map([...(await this.log.readStreams([...new Set(wanted)])), ...own]);
    return new Map(
      [...cuts].map(([deviceId, wantedCuts]) => {
        const streams = (members.get(deviceId) ?? [deviceId]).map(deviceStream);
        return [deviceId, wantedCuts.map((cut) => this.fold(deviceId, streams, this.until(known, cut)))];
      }),
    );
  }

  private fold(deviceId: string, streams: readonly string[], known: (stream: string) => LoggedEvent[]) {
    const own = streams.flatMap(known).map(({ event }) => event);
    if (own.length === 0) return undefined;
    const others = linkedStreams(own).flatMap(known);
    const journey = foldJourney({ deviceId, events: [...own, ...others.map(({ event }) => event)] });
    return journey.entries.length === 0 ? undefined : journey;
  }

  private until(known: Streams, { position, before }: PositionCut) {
    const isKnown = (order: number) => (before === true ? order < 0 : order <= 0);
    return (stream: string): LoggedEvent[] =>
      (known.get(stream) ?? []).filter((each) => isKnown(this.log.compare(each.position, position)));
  }

  private async membersOf(deviceIds: readonly string[]): Promise<Map<string, string[]>> {
    const holders = await this.log.holders(deviceIds.map((key) => ({ scope: 'link', key })));
    return new Map(
      deviceIds.map((id) => [id, JSON.parse(holders.get(`link ${id}`) ?? JSON.stringify([id])) as string[]]),
    );
  }
}

const eventsIn = (known: Streams, streams: readonly string[]) =>
  streams.flatMap((stream) => known.get(stream) ?? []).map(({ event }) => event);
