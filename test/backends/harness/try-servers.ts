import { SERVERS } from './servers.js';

export interface Trial {
  /** One line per server, for people: what is used, or what is not tested and why. */
  lines: string[];
  /** Folders whose specs cannot run. */
  missing: Set<string>;
}

/** Opens each server once, so that what cannot be tested is known, and said, before anything runs. */
export async function tryServers(write: (line: string) => void): Promise<Trial> {
  const trial: Trial = { lines: [], missing: new Set() };
  for (const { product, folders, open } of SERVERS) {
    let line: string;
    try {
      const server = await open();
      await server.stop();
      line = `${product}: tested on ${server.name}`;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      line = `${product}: NOT TESTED (${folders.join(', ')}). ${reason}`;
      for (const folder of folders) trial.missing.add(folder);
    }
    write(line);
    trial.lines.push(line);
  }
  return trial;
}
