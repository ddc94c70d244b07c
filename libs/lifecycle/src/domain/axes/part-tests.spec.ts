import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { given, received, registered, retracted, tell } from '../../testing/journeys.js';
import { linkedStreams } from '../index.js';

const intake = [registered('2024-02-01 10:00'), received('2024-03-01 10:00')];
const removed = tell('PartRemoved', '2024-03-02 10:00', { slot: 'display', disposition: 'reuse', partId: 'd1' });
const tested = (result: 'pass' | 'fail', at = '2024-03-02 11:00', part = 'part:refurb:d1') =>
  tell('PartTested', at, { partId: 'd1', result }, { by: 'lab', stream: part.replace(':', '-'), addressedBy: [part] });
const told = (...events: RecordedEvent[]) => given(...intake, removed, ...events);
const outcome = (...events: RecordedEvent[]) => told(...events).journey.parts.map(({ testedOk }) => testedOk);

describe('tests of parts', () => {
  it('are looked for where the part is', () => expect(linkedStreams([removed])).toEqual(['part-refurb:d1']));

  it('say what the last one said of a part that went out before', () => {
    expect(outcome()).toEqual([undefined]);
    expect(outcome(tested('pass'))).toEqual([true]);
    expect(outcome(tested('pass'), tested('fail', '2024-03-03 10:00'))).toEqual([false]);
    expect(outcome(tested('pass', '2024-03-02 09:00'))).toEqual([undefined]);
  });

  it('of which only the day is known come after what happened to the part on that day', () => {
    expect(outcome(tested('pass', '2024-03-02'))).toEqual([true]);
    expect(outcome(tested('pass', '2024-03-01'))).toEqual([undefined]);
    expect(outcome(tested('pass', '2024-03-02'), tested('fail', '2024-03-03 10:00'))).toEqual([false]);
  });

  it('are of the part that they name, not of another partner’s of that number', () =>
    expect(outcome(tested('pass', '2024-03-02 11:00', 'part:other:d1'))).toEqual([undefined]));

  it('count after the device has ended, for the part goes on', () =>
    told(
      tell('DeviceDismantled', '2024-03-02 12:00', {}),
      tell('RecyclingCompleted', '2024-03-20 10:00', { outputs: [] }, { by: 'recycler', roles: ['recycler'] }),
      tested('pass', '2024-04-01 10:00'),
    ).then({ journey: { parts: [{ change: 'removed', testedOk: true }] } }));

  it('are taken back by their retraction, and let nobody see the device', () => {
    const said = tested('pass');
    expect(outcome(said, retracted(said, '2024-03-04 10:00'))).toEqual([undefined]);
    expect(told(said).journey.relations.reported).not.toContain('lab');
  });
});
