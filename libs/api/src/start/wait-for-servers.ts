import { setTimeout as pause } from 'node:timers/promises';
import { ServerAway } from '#kernel';
import { type Configuration, type Logger, ToldOnce } from '#platform';
import type { Check } from '../health/checks.js';
import { ServersAway } from './open-stores.js';
import { WaitingServer } from './waiting-server.js';

const PAUSE_MILLIS = 1_000;
/** A start under way for so long is told of like one that failed. */
const SLOW_MILLIS = 30_000;
const SLOW: Check = {
  name: 'start',
  ok: false,
  detail: `not finished within ${SLOW_MILLIS / 1_000} s: a server that answered at first may not any more`,
};

/** Its address in the log, and what it waits for: told once, and again when that changes. */
type Tell = (checks: readonly Check[], port: number) => void;

/**
 * Opens what needs servers, however long they are away: a machine room comes up in any order. Meanwhile the process
 * answers on its port that it lives, and is not ready, and why. What waiting cannot mend is thrown at once.
 */
export async function waitForServers<Opened>(
  open: (configuration: Configuration) => Promise<Opened>,
  configuration: Configuration,
  logger: Logger,
): Promise<Opened> {
  let opening: Promise<WaitingServer> | undefined;
  const tell = telling(logger);
  const wait = async (checks: readonly Check[]) => {
    opening ??= WaitingServer.open(configuration);
    const waiting = await opening;
    waiting.checks = checks;
    tell(checks, waiting.port);
  };
  try {
    for (;;) {
      const port = (await opening)?.port ?? configuration.port;
      const slow = setTimeout(() => void wait([SLOW]).catch(() => undefined), SLOW_MILLIS);
      try {
        return await open({ ...configuration, port });
      } catch (error) {
        if (!(error instanceof ServerAway)) throw error;
        await wait(error instanceof ServersAway ? error.checks : [{ name: 'start', ok: false, detail: error.message }]);
      } finally {
        clearTimeout(slow);
      }
      await pause(PAUSE_MILLIS);
    }
  } finally {
    await (await opening?.catch(() => undefined))?.close();
  }
}

function telling(logger: Logger): Tell {
  const told = new ToldOnce();
  return (checks, port) => {
    const away = checks.filter(({ ok }) => !ok);
    if (told.news(away.map(({ name }) => name).join()) === undefined) return;
    const details = Object.fromEntries(away.map(({ name, detail }) => [name, detail]));
    logger.warn({ away: details, port }, 'waits for servers');
  };
}
