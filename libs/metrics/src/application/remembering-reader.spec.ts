import { describe, expect, it } from '@jest/globals';
import { aJourney, MemoryMeasures } from '../testing/index.js';
import { RememberingReader } from './remembering-reader.js';

describe('a reader that remembers', () => {
  it('asks for the same rows, subjects and shares once', async () => {
    const measures = new MemoryMeasures([aJourney()]);
    const asked: string[] = [];
    const told = <Answer>(what: string, answer: Answer): Answer => {
      asked.push(what);
      return answer;
    };
    const reader = new RememberingReader({
      read: (query) => told('rows', measures.read(query)),
      subjects: (query, page) => told('subjects', measures.subjects(query, page)),
      subjectShares: (of) => told('shares', measures.subjectShares(of)),
    });
    const query = { measure: 'devicesKnown', where: {}, groupBy: [] };
    const all = () =>
      Promise.all([
        reader.read(query),
        reader.subjects(query, { limit: 2 }),
        reader.subjectShares(new Set(['devicesKnown'])),
      ]);
    const first = await all();
    expect(first).toMatchObject([[{ amount: 1n }], { subjects: [{ amount: 1n }] }, { subjects: [{}] }]);
    expect(await all()).toEqual(first);
    expect(asked).toEqual(['rows', 'subjects', 'shares']);
    await reader.subjects(query, { limit: 3 });
    await reader.subjectShares(new Set(['devicesKnown', 'lives']));
    await reader.subjectShares(new Set(['devicesKnown']), 'after');
    expect(asked.slice(3)).toEqual(['subjects', 'shares', 'shares']);
  });
});
