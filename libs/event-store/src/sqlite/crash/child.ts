import { writeSync } from 'node:fs';
import { anEvent } from '../../testing/builders.js';
import { openSqliteEventStore } from '../open-sqlite.js';

const STDOUT = 1;
const CALLERS = 8;

/**
 * Appends without end from several callers that share streams, and says so for each acknowledgement, as
 * `<id> <position> <hash>`, after it was given. Its parent kills it.
 */
async function appendForEver(path: string): Promise<never> {
  const store = await openSqliteEventStore(path);
  const caller = async (stream: string): Promise<never> => {
    let revision = (await store.readStream(stream)).length - 1;
    for (;;) {
      const event = anEvent({ data: { filler: 'x'.repeat(((revision + 1) * 131) % 3_000) } });
      const reservations = [{ scope: 'reference' as const, key: event.id, expected: null, holder: stream }];
      const [outcome] = await store.append([{ stream, expectedRevision: revision, events: [event], reservations }]);
      if (outcome?.status !== 'appended') throw new Error(`not appended: ${JSON.stringify(outcome)}`);
      const [{ position, event: recorded }] = outcome.events as [(typeof outcome.events)[number]];
      say(`${recorded.id} ${position} ${recorded.hash}\n`);
      revision += 1;
    }
  };
  await Promise.race(Array.from({ length: CALLERS }, (_, index) => caller(`device-${index}`)));
  return process.exit(1);
}

/** Waits for a reader that is behind, so that what was acknowledged is said before anything else happens. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(STDOUT, line);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

await appendForEver(process.argv[2] ?? '');
