import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type DynamicModule, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ServerAway } from '#kernel';
import { readConfiguration } from '#platform';
import { apiModule } from './api.module.js';
import { openApplication } from './open-application.js';

/** A server that is lost between the opening of the stores and the end of the start. */
let lost = false;

@Injectable()
class NeedsServer implements OnApplicationBootstrap {
  onApplicationBootstrap(): void {
    if (lost) throw new ServerAway('nobody answers');
  }
}

@Module({ providers: [NeedsServer] })
class NeedsServerModule {}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'circulog-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('leaves nothing open after a start that failed late, and the next one shows the operator the key', async () => {
  const configuration = readConfiguration({ CIRCULOG_DATA: folder, CIRCULOG_LOG_LEVEL: 'silent', PORT: '0' });
  const open = () =>
    openApplication({
      module: (parts): DynamicModule => {
        const all = apiModule(parts, { projects: true });
        return { ...all, imports: [...(all.imports ?? []), NeedsServerModule] };
      },
      configuration,
      options: {},
      forPartners: true,
    });
  lost = true;
  await expect(open()).rejects.toThrow(ServerAway);
  await expect(open()).rejects.toThrow(ServerAway);
  lost = false;
  const application = await open();
  expect(application.operatorKey).toEqual(expect.any(String));
  await application.close();
});
