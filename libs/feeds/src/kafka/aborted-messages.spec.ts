import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AbortedTransaction, type FetchedMessage, withoutAborted } from './aborted-messages.js';

const ABORT = Buffer.from([0, 0, 0, 0]);
const COMMIT = Buffer.from([0, 0, 0, 1]);

/** A partition as several producers write it, and what of it was committed. */
class Written {
  readonly messages: FetchedMessage[] = [];
  readonly aborted: AbortedTransaction[] = [];
  readonly #open = new Map<string, string[]>();
  readonly committed = new Set<string>();

  send(producerId: string): void {
    const offset = this.#add(producerId, null, false);
    this.#open.set(producerId, [...(this.#open.get(producerId) ?? []), offset]);
  }

  end(producerId: string, commit: boolean): void {
    const [firstOffset, ...rest] = this.#open.get(producerId) ?? [];
    if (firstOffset === undefined) return;
    this.#open.delete(producerId);
    this.#add(producerId, commit ? COMMIT : ABORT, true);
    if (commit) for (const offset of [firstOffset, ...rest]) this.committed.add(offset);
    else this.aborted.push({ producerId, firstOffset });
  }

  #add(producerId: string, key: Buffer | null, isControlRecord: boolean): string {
    const offset = String(this.messages.length);
    this.messages.push({ offset, key, isControlRecord, batchContext: { producerId, inTransaction: true } });
    return offset;
  }
}

const shown = (messages: readonly FetchedMessage[]) =>
  messages.filter(({ isControlRecord }) => isControlRecord !== true).map(({ offset }) => offset);

describe('messages of aborted transactions', () => {
  it('are shown to nobody where transactions of several producers overlap', () => {
    const written = new Written();
    written.send('1');
    written.send('2');
    written.end('2', false);
    written.end('1', false);
    written.send('1');
    written.end('1', true);
    const { messages } = withoutAborted({ messages: written.messages, abortedTransactions: written.aborted });
    expect(shown(messages)).toEqual(['4']);
    expect(messages.map(({ offset }) => offset)).toEqual(written.messages.map(({ offset }) => offset));
  });

  it('and no others are hidden, whatever overlaps, from wherever it is read', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom('1', '2', '3'), fc.constantFrom('send', 'commit', 'abort')));
    fc.assert(
      fc.property(acts, fc.nat(20), (all, from) => {
        const written = new Written();
        for (const [producer, act] of all) {
          if (act === 'send') written.send(producer);
          else written.end(producer, act === 'commit');
        }
        for (const producer of ['1', '2', '3']) written.end(producer, true);
        const read = written.messages.slice(from);
        const ended = (one: AbortedTransaction) =>
          written.messages.findIndex(
            ({ offset, key, batchContext }) =>
              Number(offset) > Number(one.firstOffset) &&
              key?.equals(ABORT) === true &&
              batchContext?.producerId === one.producerId,
          );
        const abortedTransactions = written.aborted.filter((one) => ended(one) >= from);
        const { messages } = withoutAborted({ messages: read, abortedTransactions });
        expect(shown(messages)).toEqual(
          [...written.committed]
            .map(Number)
            .sort((a, b) => a - b)
            .filter((offset) => offset >= from)
            .map(String),
        );
      }),
    );
  });

  it('are left as they are where all of them are wanted', () => {
    const written = new Written();
    written.send('1');
    written.end('1', false);
    const fetched = { messages: written.messages, abortedTransactions: null };
    expect(withoutAborted(fetched)).toBe(fetched);
  });
});
