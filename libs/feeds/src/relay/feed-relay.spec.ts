import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { MemoryLog } from '#projections/testing';
import { DEVICE_EVENTS, type FeedMessage, type FeedPosition, type LogFeed } from '../domain/index.js';
import { RelayFenced } from '../kafka/fencing.js';
import { FeedRelay } from './feed-relay.js';
import { LogFeedSource } from './log-feed-source.js';
import type { Outlet } from './outlet.js';

const feed: LogFeed = {
  name: 'told',
  summary: 'What was said.',
  carries: {},
  topicOf: () => DEVICE_EVENTS,
  topics: [DEVICE_EVENTS],
  prefixes: ['device-'],
  messagesOf: (events) =>
    events.map(({ event: { id, stream } }) =>
      stream.startsWith('device-')
        ? [{ id, type: 't', subject: stream, time: '', recordedAt: '', key: stream, about: {}, data: {} }]
        : [],
    ),
};

type Fault = 'none' | 'open' | 'before' | 'after';

/** Keeps what was published and where it stands in one step, as a transaction does; fails as it is told to. */
class Broker {
  readonly messages: FeedMessage[] = [];
  reached: FeedPosition | null = null;
  #owner = 0;

  constructor(private readonly faults: Fault[] = []) {}

  open = async (): Promise<Outlet> => {
    if (this.faults[0] === 'open') {
      this.faults.shift();
      throw new Error('connection refused');
    }
    this.#owner += 1;
    const owner = this.#owner;
    const reached = this.reached;
    return {
      positionOf: () => reached,
      publish: (_, messages, next) => this.#publish(owner, messages, next),
      close: async () => undefined,
    };
  };

  async #publish(owner: number, messages: readonly FeedMessage[], next: FeedPosition): Promise<void> {
    if (owner !== this.#owner) throw new RelayFenced('Another relay publishes now.');
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'before') throw new Error('connection lost');
    this.messages.push(...messages);
    this.reached = next;
    if (fault === 'after') throw new Error('the answer to the commit was lost');
  }
}

const silent = pino({ level: 'silent' });
const relayOf = (log: MemoryLog, broker: Broker) =>
  new FeedRelay({ source: new LogFeedSource(feed, log), openOutlet: broker.open, logger: silent, pauseMillisMax: 1 });

async function reaches(broker: Broker, count: number): Promise<void> {
  while (broker.messages.length < count) await new Promise((resolve) => setImmediate(resolve));
}

describe('a feed', () => {
  it('publishes each event once and in order, whatever fails on the way', async () => {
    const faults = fc.array(fc.constantFrom<Fault>('none', 'open', 'before', 'after'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(faults, fc.nat(30), fc.nat(30), async (failing, before, during) => {
        const log = new MemoryLog();
        const broker = new Broker(failing);
        const told = Array.from({ length: before }, (_, index) => log.tell(`device-${index % 3}`, 'Said'));
        const relay = relayOf(log, broker);
        const run = relay.run();
        for (let index = 0; index < during; index += 1) {
          told.push(log.tell(`device-${index % 3}`, 'Said'));
          log.tell('partner-acme', 'Said');
          await new Promise((resolve) => setImmediate(resolve));
        }
        await reaches(broker, told.length);
        relay.stop();
        await run;
        expect(broker.messages.map(({ id }) => id)).toEqual(told);
      }),
      { numRuns: 60 },
    );
  });

  it('ends at once when another relay has taken its place, and that one goes on', async () => {
    const log = new MemoryLog();
    const broker = new Broker();
    const first = relayOf(log, broker);
    const firstRun = first.run();
    const told = [log.tell('device-1', 'Said')];
    await reaches(broker, 1);
    const second = relayOf(log, broker);
    const secondRun = second.run();
    while (second.status.state !== 'publishing') await new Promise((resolve) => setImmediate(resolve));
    told.push(log.tell('device-1', 'Said'));
    await expect(firstRun).rejects.toThrow(RelayFenced);
    await reaches(broker, 2);
    second.stop();
    await secondRun;
    expect(broker.messages.map(({ id }) => id)).toEqual(told);
  });

  it('finds its place in a copy of the log by the last event that it published', async () => {
    const broker = new Broker();
    const log = new MemoryLog();
    const told = [log.tell('device-1', 'Said'), log.tell('device-2', 'Said')];
    broker.reached = { position: 'the-log-before:77', eventId: told[0] ?? '' };
    const relay = relayOf(log, broker);
    const run = relay.run();
    await reaches(broker, 1);
    relay.stop();
    await run;
    expect(broker.messages.map(({ id }) => id)).toEqual([told[1]]);
  });

  it('publishes nothing into a log that it does not know, and says so', async () => {
    const broker = new Broker();
    broker.reached = { position: 'another-log:77', eventId: 'unknown' };
    const log = new MemoryLog();
    log.tell('device-1', 'Said');
    const relay = relayOf(log, broker);
    const run = relay.run();
    while (relay.status.state !== 'waiting') await new Promise((resolve) => setImmediate(resolve));
    expect(relay.status.problem).toContain('another log');
    relay.stop();
    await run;
    expect(broker.messages).toEqual([]);
  });

  it('is not taken over by a relay that has lost its turn, which goes on when it has it again', async () => {
    const log = new MemoryLog();
    const broker = new Broker(['before']);
    let isOurTurn = true;
    const source = new LogFeedSource(feed, log);
    let opened = 0;
    const openOutlet = () => {
      opened += 1;
      return broker.open();
    };
    const relay = new FeedRelay({ source, openOutlet, isOurTurn: () => isOurTurn, logger: silent, pauseMillisMax: 1 });
    const run = relay.run();
    while (relay.status.state !== 'publishing') await new Promise((resolve) => setImmediate(resolve));
    isOurTurn = false;
    log.tell('device-1', 'Said');
    while (!relay.status.problem?.includes('turn')) await new Promise((resolve) => setImmediate(resolve));
    expect(opened).toBe(1);
    isOurTurn = true;
    await reaches(broker, 1);
    relay.stop();
    await run;
    expect(opened).toBe(2);
  });
});
