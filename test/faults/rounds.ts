import type { FaultLandscape } from './fault-landscape.js';
import type { Random } from './random.js';

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** Between two strikes all are given up to so long to be ready again; now and then hardly any time. */
const REST_MILLIS_MAX = 3_000;

interface Fault {
  /** How often it is drawn, beside the others. */
  weight: number;
  /** Whether a process or server died of it. */
  kills: boolean;
  /** Answers what it was, for the record. Everything stands again when it resolves. */
  strike(landscape: FaultLandscape, random: Random): Promise<string>;
}

const FAULTS: readonly Fault[] = [
  {
    weight: 8,
    kills: true,
    strike: async (landscape, random) => {
      const member = random.of(landscape.running());
      await landscape.killed(member);
      await landscape.fewAway();
      return `${member.name} killed`;
    },
  },
  {
    weight: 1,
    kills: true,
    strike: async (landscape, random) => {
      const server = random.of(landscape.servers.filter(({ restart }) => restart !== undefined));
      await server.restart?.('SIGKILL');
      return `${server.product} killed`;
    },
  },
  {
    weight: 1,
    kills: true,
    strike: async (landscape, random) => {
      const { gate, product } = random.of(landscape.servers);
      const member = random.of(landscape.running());
      const millis = random.between(2_000, 6_000);
      gate.shut();
      await landscape.killed(member);
      await pause(millis);
      gate.reopen();
      await landscape.fewAway();
      return `${member.name} killed, and started while ${product} was away for ${millis} ms`;
    },
  },
  {
    weight: 1,
    kills: false,
    strike: async (landscape, random) => {
      const member = random.of(landscape.running().filter(({ application }) => application !== 'api'));
      const millis = random.between(500, 5_000);
      member.process.hang();
      await pause(millis);
      member.process.wake();
      return `${member.name} hung for ${millis} ms`;
    },
  },
  {
    weight: 3,
    kills: false,
    strike: async (landscape, random) => {
      const { gate, product } = random.of(landscape.servers);
      gate.cut();
      return `connections to ${product} dropped`;
    },
  },
  {
    weight: 1,
    kills: false,
    strike: async (landscape, random) => {
      const { gate, product } = random.of(landscape.servers);
      const millis = random.between(500, 4_000);
      gate.shut();
      await pause(millis);
      gate.reopen();
      return `${product} away for ${millis} ms`;
    },
  },
  {
    weight: 1,
    kills: false,
    strike: async (landscape, random) => {
      const { gate, product } = random.of(landscape.servers);
      const [delay, millis] = [random.between(20, 300), random.between(500, 3_000)];
      gate.delay(delay);
      await pause(millis);
      gate.reopen();
      return `${product} slower by ${delay} ms for ${millis} ms`;
    },
  },
];

const DRAWN = FAULTS.flatMap((fault) => Array.from({ length: fault.weight }, () => fault));

export interface RoundsOptions {
  kills: number;
  random: Random;
  onFault: (what: string, kills: number) => void;
  signal?: AbortSignal;
}

/** Strikes one fault after the other until that many processes were killed. */
export async function strikeRounds(
  landscape: FaultLandscape,
  { kills, random, onFault, signal }: RoundsOptions,
): Promise<{ struck: number; kills: number }> {
  let [killed, struck] = [0, 0];
  while (killed < kills && signal?.aborted !== true) {
    const fault = random.of(DRAWN);
    const what = await fault.strike(landscape, random);
    struck += 1;
    if (fault.kills) killed += 1;
    onFault(what, killed);
    await landscape.allReady(random.between(0, REST_MILLIS_MAX));
  }
  await landscape.allRunning();
  return { struck, kills: killed };
}
