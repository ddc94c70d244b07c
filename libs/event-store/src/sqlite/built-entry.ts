import { existsSync } from 'node:fs';

/** A thread's or process's entry beside the asking module. Tests run from source: there, the built one. */
export function builtEntry(name: string, askedFrom: string): URL {
  const beside = new URL(name, askedFrom);
  if (existsSync(beside)) return beside;
  const libraries = beside.href.lastIndexOf('/libs/');
  return new URL(`${beside.href.slice(0, libraries)}/dist${beside.href.slice(libraries)}`);
}
