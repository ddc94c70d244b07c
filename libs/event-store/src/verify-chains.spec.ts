import { describe, expect, it } from '@jest/globals';
import { prepareEvent, sealEvent } from './seal.js';
import { anEvent } from './testing/builders.js';
import { type StoredText, verifyChains } from './verify-chains.js';

function chain(stream: string, length: number): StoredText[] {
  const stored: StoredText[] = [];
  let previous: string | null = null;
  for (let revision = 0; revision < length; revision++) {
    const { text, hash } = sealEvent(prepareEvent(anEvent(), stream, revision), previous, '2026-03-04T10:15:01.000Z');
    stored.push({ text, hash });
    previous = hash;
  }
  return stored;
}

const faultsOf = (stored: StoredText[]) => verifyChains(stored).faults;

describe('verifyChains', () => {
  it('finds nothing wrong with whole chains', () => {
    expect(verifyChains([...chain('device-1', 3), ...chain('device-2', 2)])).toEqual({
      events: 5,
      streams: 2,
      faults: [],
    });
  });

  it('finds a changed text, and the event after it that no longer follows', () => {
    const stored = chain('device-1', 3);
    stored[1]!.text = stored[1]!.text.replace('manual', 'machine');
    expect(faultsOf(stored)).toEqual([
      { stream: 'device-1', revision: 1, fault: 'hash-differs' },
      { stream: 'device-1', revision: 2, fault: 'previous-hash-differs' },
    ]);
  });

  it('finds a changed text whose own hash was made anew', () => {
    const stored = chain('device-1', 3);
    const forged = sealEvent(prepareEvent(anEvent(), 'device-1', 0), null, '2026-03-04T10:15:01.000Z');
    stored[0] = { text: forged.text, hash: forged.hash };
    expect(faultsOf(stored)).toEqual([{ stream: 'device-1', revision: 1, fault: 'previous-hash-differs' }]);
  });

  it('finds an event that is missing', () => {
    const stored = chain('device-1', 3);
    stored.splice(1, 1);
    expect(faultsOf(stored)).toEqual([
      { stream: 'device-1', revision: 2, fault: 'revision-out-of-order' },
      { stream: 'device-1', revision: 2, fault: 'previous-hash-differs' },
    ]);
  });

  it('finds a text that is not JSON', () => {
    const stored = chain('device-1', 1);
    stored[0]!.text = stored[0]!.text.slice(1);
    expect(faultsOf(stored)).toEqual([{ stream: '', revision: null, fault: 'unreadable' }]);
  });
});
