import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { logPath } from './log-path.js';

it.each([
  ['sqlite:./data/log.db', resolve('data/log.db')],
  ['sqlite:data/log.db', resolve('data/log.db')],
  ['sqlite:/var/lib/log.db', '/var/lib/log.db'],
  ['sqlite:///var/lib/log.db', '/var/lib/log.db'],
  ['/var/lib/log.db', '/var/lib/log.db'],
])('finds the file of %s', (location, path) => {
  expect(logPath(location)).toBe(path);
});
