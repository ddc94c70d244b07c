import { resolve } from 'node:path';

/** The file that a path or URL names: `./data/log.db`, `sqlite:./data/log.db`, `sqlite:///var/lib/log.db`. */
export const logPath = (location: string): string => resolve(location.replace(/^sqlite:(\/\/(?=\/))?/, ''));
