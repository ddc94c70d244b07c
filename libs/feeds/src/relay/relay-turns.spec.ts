import { describe, expect, it } from '@jest/globals';
import { RelayFenced } from '../kafka/fencing.js';
import type { RelayStatus } from './feed-relay.js';
import { type Publishing, RelayTurns, type RelayTurnsOptions } from './relay-turns.js';

/** One lease that several may seek. */
class OneSeat {
  holder: string | null = null;

  turnOf = (name: string): RelayTurnsOptions['lease'] => ({
    seek: async () => {
      this.holder ??= name;
      return this.holder === name;
    },
    renew: async () => this.holder === name,
    release: async () => {
      if (this.holder === name) this.holder = null;
    },
  });
}

class Feeding implements Publishing {
  readonly status: RelayStatus = { feed: 'told', state: 'publishing', reached: null, published: 0 };
  #end: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  readonly #running = new Promise<void>((resolve, reject) => {
    this.#end = resolve;
    this.#fail = reject;
  });

  run = () => this.#running;
  stop = () => this.#end();
  fence = () => this.#fail(new RelayFenced('Another relay publishes now.'));
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

describe('two relays', () => {
  it('publish one at a time: the second begins when the first has stopped', async () => {
    const seat = new OneSeat();
    const relays = ['one', 'two'].map((name) => {
      const relay = new RelayTurns({ lease: seat.turnOf(name), open: () => [new Feeding()], beatMillis: 1 });
      return { relay, run: relay.run() };
    });
    const [one, two] = relays as [(typeof relays)[0], (typeof relays)[0]];
    await until(() => one.relay.statuses !== undefined);
    expect(two.relay.statuses).toBeUndefined();
    one.relay.stop();
    await one.run;
    await until(() => two.relay.statuses !== undefined);
    two.relay.stop();
    await two.run;
    expect(seat.holder).toBeNull();
  });

  it('stop publishing when the lease went to another', async () => {
    const seat = new OneSeat();
    const relay = new RelayTurns({ lease: seat.turnOf('one'), open: () => [new Feeding()], beatMillis: 1 });
    const run = relay.run();
    await until(() => relay.statuses !== undefined);
    seat.holder = 'two';
    await until(() => relay.statuses === undefined);
    relay.stop();
    await run;
    expect(seat.holder).toBe('two');
  });

  it('end for good when the broker fences them, with the lease given back', async () => {
    const seat = new OneSeat();
    const feeding = new Feeding();
    const relay = new RelayTurns({ lease: seat.turnOf('one'), open: () => [feeding], beatMillis: 1 });
    const run = relay.run();
    await until(() => relay.statuses !== undefined);
    feeding.fence();
    await expect(run).rejects.toThrow(RelayFenced);
    expect(seat.holder).toBeNull();
  });
});
