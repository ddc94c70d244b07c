import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { TOPICS_BEGIN } from '#brokers/domain';
import type { CommandContext } from '../command-context.js';
import { configuredBrokers, withBrokers } from '../connection/brokers.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';

/** Stands on a broker whose feeds a demo published: the next one may remove them. */
const MARK = 'circulog.made-by-demo';
const REMOVED_WITHIN_MILLIS = 30_000;
const LOOK_MILLIS = 100;
const INSTEAD = 'what subscribers hear is shown over server-sent events instead.';

export interface DemoBroker {
  /** As `CIRCULOG_KAFKA` names it. */
  name: string;
  kafka: Kafka;
}

/**
 * The broker of `CIRCULOG_KAFKA`, without the feeds of an earlier demo; `undefined` where none is named. One that does
 * not answer is remarked upon, and so is one with feeds that no demo published: their relay would lose its place.
 */
export async function demoBroker({ terminal, environment }: CommandContext): Promise<DemoBroker | undefined> {
  if ((environment.CIRCULOG_KAFKA ?? '') === '') return undefined;
  const { kafka: settings } = await configuredBrokers(environment);
  const name = settings.brokers.join(',');
  try {
    if (!(await withBrokers(settings, isMadeAnew))) {
      throw new CliFailure(`${name} has feeds that no demo published, which are left as they are`, EXIT.failed);
    }
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    terminal.note(`Kafka is not used: ${error.message}; ${INSTEAD}`);
    return undefined;
  }
  const [{ kafkaClient }, { openLogger }] = await Promise.all([import('#feeds'), import('#platform')]);
  return { name, kafka: kafkaClient(settings, 'circulog-demo', openLogger('silent')) };
}

async function isMadeAnew(admin: Admin): Promise<boolean> {
  const found = await topicsOf(admin);
  if (found.length > 0 && !found.includes(MARK)) return false;
  if (!found.includes(MARK)) await admin.createTopics({ topics: [{ topic: MARK, numPartitions: 1 }] });
  await remove(
    admin,
    found.filter((topic) => topic !== MARK),
  );
  return true;
}

const topicsOf = async (admin: Admin) => (await admin.listTopics()).filter((topic) => topic.startsWith(TOPICS_BEGIN));

/** Brokers remove topics after they have said so, and make none of that name before. */
async function remove(admin: Admin, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  await admin.deleteTopics({ topics: [...topics] });
  for (const end = Date.now() + REMOVED_WITHIN_MILLIS; ; await pause(LOOK_MILLIS)) {
    const left = await topicsOf(admin);
    if (!topics.some((topic) => left.includes(topic))) return;
    if (Date.now() > end) throw new CliFailure('the feeds of an earlier demo do not go away', EXIT.failed);
  }
}
