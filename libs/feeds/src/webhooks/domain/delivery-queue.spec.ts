import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DeliveryQueue, type Entry } from './delivery-queue.js';
import type { QueuedMessage } from './queued-message.js';

const ATTEMPTS = 3;
const KEYS = ['a', 'b', 'c'];

const queuedOf = (key: string, number: number): QueuedMessage => ({
  id: String(number).padStart(6, '0'),
  feed: 'f',
  attempts: 0,
  dueAt: 0,
  message: {
    id: `m${number}`,
    type: 't',
    subject: 's',
    time: '',
    recordedAt: '',
    key,
    about: {},
    data: {},
  },
});

/** What survives a crash: records, dead letters, the place. */
class Disk {
  readonly kept = new Map<string, QueuedMessage>();
  readonly dead: string[] = [];
  place = 0;
}

/** One life of a process over a feed that is an array of keys: position n stands for the first n messages. */
class Life {
  readonly queue: DeliveryQueue;
  #read: number;
  #underWay: Entry[] = [];

  constructor(
    private readonly feed: readonly string[],
    private readonly disk: Disk,
    private readonly received: string[],
  ) {
    this.queue = new DeliveryQueue([...disk.kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    this.#read = disk.place;
  }

  get done(): boolean {
    return this.disk.place === this.feed.length && this.disk.kept.size === 0;
  }

  step(action: number): void {
    if (action < 2) this.#readOn();
    else if (action < 4) this.#send();
    else if (action < 6) this.#end(true);
    else if (action < 7) this.#end(false);
    else this.#write();
  }

  #readOn(): void {
    const key = this.feed[this.#read];
    if (key === undefined) return;
    this.#read += 1;
    this.queue.offer('f', { position: String(this.#read), eventId: null }, [queuedOf(key, this.#read)]);
  }

  #send(): void {
    const entry = this.queue.takeDue(0);
    if (entry !== undefined) this.#underWay.push(entry);
  }

  #end(well: boolean): void {
    const entry = this.#underWay.shift();
    if (entry === undefined) return;
    const { message, attempts } = entry.queued;
    if (well) {
      this.received.push(message.id);
      this.queue.delivered(entry);
    } else if (attempts + 1 >= ATTEMPTS) this.queue.buried(entry, 'no');
    else this.queue.failed(entry, { dueAt: 0, error: 'no' });
  }

  #write(): void {
    const unwritten = this.queue.takeUnwritten();
    for (const { queued } of unwritten.keep) this.disk.kept.set(queued.id, queued);
    for (const { queued } of unwritten.bury) this.disk.dead.push(queued.message.id);
    this.queue.written(unwritten);
    const moved = this.queue.takeMoved().f;
    if (moved !== undefined) this.disk.place = Number(moved.position);
    for (const id of unwritten.remove) this.disk.kept.delete(id);
  }
}

const firstOf = (ids: readonly string[]): string[] => [...new Set(ids)];

describe('whatever fails and whenever the process dies', () => {
  it('every message is received or a dead letter, and those of one key in their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...KEYS), { maxLength: 25 }),
        fc.array(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 80 }), { maxLength: 4 }),
        (feed, lives) => {
          const disk = new Disk();
          const received: string[] = [];
          for (const actions of lives) {
            const life = new Life(feed, disk, received);
            for (const action of actions) life.step(action);
          }
          const last = new Life(feed, disk, received);
          for (let round = 0; round < 200 && !last.done; round += 1)
            for (const action of [0, 2, 4, 7]) last.step(action);
          expect(last.done).toBe(true);
          const settled = new Set([...received, ...disk.dead]);
          expect([...settled].sort()).toEqual(feed.map((_, index) => `m${index + 1}`).sort());
          for (const key of KEYS) {
            const own = feed.flatMap((one, index) => (one === key ? [`m${index + 1}`] : []));
            const got = firstOf(received).filter((id) => own.includes(id));
            expect(got).toEqual(own.filter((id) => got.includes(id)));
          }
        },
      ),
    );
  });
});

describe('the queue', () => {
  it('sends one message of a key at a time, and those of others beside it', () => {
    const queue = new DeliveryQueue([]);
    for (const [index, key] of ['a', 'a', 'b'].entries()) {
      queue.offer('f', { position: String(index), eventId: null }, [queuedOf(key, index)]);
    }
    expect([queue.takeDue(0), queue.takeDue(0), queue.takeDue(0)].map((entry) => entry?.queued.message.id)).toEqual([
      'm0',
      'm2',
      undefined,
    ]);
  });

  it('lets the place pass a message that failed once it is written, and not before', () => {
    const queue = new DeliveryQueue([]);
    queue.offer('f', { position: '1', eventId: null }, [queuedOf('a', 1)]);
    const entry = queue.takeDue(0) as Entry;
    queue.failed(entry, { dueAt: 10, error: 'no' });
    expect(queue.takeMoved()).toEqual({});
    queue.written(queue.takeUnwritten());
    expect(queue.takeMoved()).toEqual({ f: { position: '1', eventId: null } });
    expect([queue.takeDue(9), queue.nextDueAt(0), queue.pending]).toEqual([undefined, 10, 1]);
  });

  it('tries another message first where one has failed', () => {
    const queue = new DeliveryQueue([]);
    for (const [index, key] of ['a', 'b'].entries()) {
      queue.offer('f', { position: String(index), eventId: null }, [queuedOf(key, index)]);
    }
    queue.failed(queue.takeDue(0) as Entry, { dueAt: 99, error: 'no' });
    expect(queue.takeLeastTried()?.queued.message.key).toBe('b');
    expect(queue.takeLeastTried(0)).toBeUndefined();
    expect(queue.takeLeastTried()?.queued.message.key).toBe('a');
  });

  it('has what reached nobody due once the endpoint is back, and what it refused when its own time has come', () => {
    const queue = new DeliveryQueue([]);
    for (const [index, key] of ['a', 'b'].entries()) {
      queue.offer('f', { position: String(index), eventId: null }, [queuedOf(key, index)]);
    }
    queue.failed(queue.takeDue(0) as Entry, { dueAt: 99, error: 'nobody there', unreached: true });
    queue.failed(queue.takeDue(0) as Entry, { dueAt: 99, error: 'Answered 500.' });
    queue.wake(5, 'unreached');
    expect([queue.takeDue(5), queue.takeDue(5)].map((entry) => entry?.queued.message.key)).toEqual(['a', undefined]);
    queue.wake(5);
    expect(queue.takeDue(5)?.queued.message.key).toBe('b');
  });

  it('sends what is asked for again beside what waits', () => {
    const queue = new DeliveryQueue([]);
    queue.offer('f', { position: '1', eventId: null }, [queuedOf('a', 1)]);
    queue.restore({ ...queuedOf('a', 1), id: 'again', again: true });
    expect([queue.takeDue(0), queue.takeDue(0)].every((entry) => entry?.queued.message.id === 'm1')).toBe(true);
  });
});
