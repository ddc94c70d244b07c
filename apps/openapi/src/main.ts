import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiDocument, createApp } from '#api';
import { asyncApiDocument } from '#contract';
import { visibilityPage } from '#lifecycle/domain';
import { readConfiguration } from '#platform';
import { keepSchemas } from './keep-schemas.js';

/** Writes what the code says of the API, of messages and of who sees what to where it is kept: `npm run openapi`. */
const [
  target = 'docs/openapi.json',
  matrix = 'docs/visibility.md',
  schemas = 'docs/schemas',
  topics = 'docs/asyncapi.json',
] = process.argv.slice(2);
await writeFile(matrix, visibilityPage());
await keepSchemas(schemas);
await writeFile(topics, `${JSON.stringify(asyncApiDocument(), null, 1)}\n`);
const folder = await mkdtemp(join(tmpdir(), 'circulog-openapi-'));
try {
  const application = await createApp(
    readConfiguration({
      CIRCULOG_DATA: folder,
      CIRCULOG_LOG_LEVEL: 'silent',
      CIRCULOG_ADMIN_KEY: 'of-this-moment-only',
    }),
  );
  await writeFile(target, `${JSON.stringify(apiDocument(application.app), null, 2)}\n`);
  await application.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
