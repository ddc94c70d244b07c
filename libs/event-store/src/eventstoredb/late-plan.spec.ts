import { expect, it } from '@jest/globals';
import { anAppend } from '../testing/builders.js';
import { openOnServer } from './open-eventstoredb.js';
import { MemoryServer } from './testing/memory-server.js';
import { type Step, SteppedServer } from './testing/stepped-server.js';

it('keeps an attempt from coming about once it was told that it has not, though its plan arrives later', async () => {
  const server = new MemoryServer();
  const reader = await openOnServer(server);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: others, resolve: othersWritten } = Promise.withResolvers<void>();
  let writes = 0;
  const planLast: Step = async (kind, step) => {
    if (kind === 'read') return step();
    const number = writes++;
    if (number === 0) await released;
    const result = await step();
    if (number === 1) othersWritten();
    return result;
  };
  const slow = await openOnServer(new SteppedServer(server, planLast));
  const reservation = { scope: 'identifier' as const, key: 'a', expected: null, holder: 'slow' };
  const request = anAppend({ reservations: [reservation] });

  const outcome = slow.append([request]);
  await others;
  expect([...(await reader.holders([reservation]))]).toEqual([]);
  release();

  expect(await outcome).toMatchObject([{ status: 'appended' }]);
  expect([...(await reader.holders([reservation]))]).toEqual([['identifier a', 'slow']]);
  expect(await reader.readAll(null, 10)).toHaveLength(1);
});
