import { describe, expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { intakeTopic, resultsTopic } from '../domain/index.js';
import { prepareTopics } from './prepare-topics.js';

const topicsOf = (ids: readonly string[]) => ids.flatMap((id) => [intakeTopic(id), resultsTopic(id)]);

/** Brokers with these topics, where nobody may make any. `compression`: of topics of partners, else `uncompressed`. */
function brokersWith(topics: readonly string[], compression: Readonly<Record<string, string | 'hidden'>> = {}) {
  const asked: string[][] = [];
  const described = (name: string) => {
    const configValue = compression[name] ?? 'uncompressed';
    if (configValue === 'hidden') throw new Error('not authorized');
    return { resourceName: name, configEntries: [{ configName: 'compression.type', configValue }] };
  };
  const admin = {
    listTopics: async () => topics,
    createTopics: () => Promise.reject(new Error('not authorized')),
    describeConfigs: async ({ resources }: { resources: { name: string }[] }) => {
      asked.push(resources.map(({ name }) => name));
      return { resources: resources.map(({ name }) => described(name)).reverse() };
    },
  };
  return { admin: admin as unknown as Admin, asked };
}

describe('topics that partners need', () => {
  it('are asked for all at once, and those whose messages nobody could unpack are told', async () => {
    const ids = ['green', 'blue', 'red'];
    const { admin, asked } = brokersWith(topicsOf(ids), {
      [intakeTopic('blue')]: 'zstd',
      [intakeTopic('red')]: 'gzip',
    });
    const { ready, complaints } = await prepareTopics(admin, ids);
    expect(ready).toEqual(['green', 'red']);
    expect(complaints).toEqual([expect.stringContaining(intakeTopic('blue'))]);
    expect(asked).toEqual([ids.map(intakeTopic)]);
  });

  it('are asked for one by one where one of them may not be seen', async () => {
    const ids = ['green', 'blue'];
    const { admin, asked } = brokersWith(topicsOf(ids), { [intakeTopic('green')]: 'hidden' });
    expect((await prepareTopics(admin, ids)).ready).toEqual(['blue']);
    expect(asked).toEqual([ids.map(intakeTopic), [intakeTopic('green')], [intakeTopic('blue')]]);
  });

  it('are not asked for where there are none', async () => {
    const { admin, asked } = brokersWith([]);
    const { ready, complaints } = await prepareTopics(admin, ['green']);
    expect([ready, asked]).toEqual([[], []]);
    expect(complaints).toEqual([expect.stringContaining('not authorized')]);
  });
});
