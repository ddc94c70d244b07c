import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { breaches, documentOf, type JsonSchema, publishedSchemas } from '#contract';

/**
 * Writes each schema under its name and version. Throws, and writes nothing, where one has changed so that somebody who
 * counts on what was kept could not live with it: that takes another version. Earlier versions stay.
 */
export async function keepSchemas(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = publishedSchemas().map((schema) => ({
    schema,
    file: join(folder, `${schema.name}.v${schema.version}.json`),
  }));
  const broken: string[] = [];
  for (const { schema, file } of files) {
    if (!existsSync(file)) continue;
    const kept = JSON.parse(await readFile(file, 'utf8')) as JsonSchema;
    broken.push(...breaches(schema, kept).map((breach) => `${file} ${breach}`));
  }
  if (broken.length > 0) throw new Error(`Raise the version of the event, or undo this:\n${broken.join('\n')}`);
  for (const { schema, file } of files) await writeFile(file, `${JSON.stringify(documentOf(schema), null, 1)}\n`);
}
