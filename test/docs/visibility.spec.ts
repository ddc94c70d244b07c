import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { visibilityPage } from '#lifecycle/domain';

it('docs/visibility.md is what the declarations say; if not, run `npm run openapi`', () => {
  const stale = readFileSync('docs/visibility.md', 'utf8') === visibilityPage() ? '' : 'stale: run `npm run openapi`';
  expect(stale).toBe('');
});
