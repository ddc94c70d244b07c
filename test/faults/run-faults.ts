import { FaultLandscape } from './fault-landscape.js';
import { Random } from './random.js';
import { strikeRounds } from './rounds.js';
import { type LoadOptions, SteadyLoad } from './steady-load.js';
import { judge, type Verdict } from './verdict.js';

export interface FaultRun {
  kills: number;
  seed: number;
  load: LoadOptions;
  say: (line: string) => void;
  /** Ends the strikes early; what was struck is judged all the same. */
  signal?: AbortSignal;
}

export interface FaultResult extends Verdict {
  /** Of every kind. */
  struck: number;
  /** Fewer than were asked for where the run was ended early. */
  kills: number;
  seed: number;
  servers: string[];
}

/** Two of each application over three servers under load, struck until so many were killed, and judged after. */
export async function runFaults({ kills, seed, load: options, say, signal }: FaultRun): Promise<FaultResult> {
  const landscape = await FaultLandscape.open(['api', 'api', 'projector', 'projector', 'relay', 'relay']);
  try {
    const servers = landscape.servers.map(({ name }) => name);
    for (const name of servers) say(`on ${name}`);
    const load = new SteadyLoad(() => landscape.of('api'), options);
    load.begin();
    const onFault = (what: string, killed: number) =>
      say(`${killed}/${kills}: ${what} (${load.acknowledged.size} reports acknowledged, ${load.repeated} again)`);
    const strikes = await strikeRounds(landscape, {
      kills,
      random: new Random(seed),
      onFault,
      ...(signal && { signal }),
    });
    say('everything stands; the reporters have their last answers');
    await load.end();
    return { ...strikes, seed, servers, ...(await judge(landscape, load, say)) };
  } finally {
    await landscape.close();
  }
}
