import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { PartnerFile } from '#fleet';
import type { LineResult } from '#intake/domain';
import { countsText } from '../commands/counts-text.js';
import type { ApiClient } from '../connection/api-client.js';
import { importFile } from '../connection/import-file.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { progress } from '../console/progress.js';
import type { Terminal } from '../console/terminal.js';

export interface NotedLine {
  file: PartnerFile;
  result: LineResult;
}

export interface FleetImport {
  lines: number;
  /** Lines that were not plainly accepted, with the file that they stand in. */
  noted: NotedLine[];
  position: string | null;
}

/** Sends each partner's file under that partner's own key, one after the other, as they would arrive. */
export async function importFleet(
  client: ApiClient,
  files: readonly PartnerFile[],
  keys: ReadonlyMap<string, string>,
  terminal: Terminal,
): Promise<FleetImport> {
  const done: FleetImport = { lines: 0, noted: [], position: null };
  for (const file of files) {
    const partner = client.as(keys.get(file.partner.id) ?? '');
    if (file.mapping !== undefined) {
      await partner.send('PUT', `/v1/mappings/${file.mapping.name}`, { json: file.mapping });
    }
    const bar = progress(terminal, basename(file.path), 100);
    const report = await importFile(partner, sentAs(file), (share, remark) => bar.at(share * 100, remark));
    bar.finish(countsText(report));
    if (report.job.state !== 'completed') {
      throw new CliFailure(`${basename(file.path)} ended as ${report.job.state}: ${report.job.failure}`, EXIT.failed);
    }
    done.lines += report.job.linesDone;
    done.position = report.job.position ?? done.position;
    done.noted.push(...report.results.map((result) => ({ file, result })));
  }
  return done;
}

const sentAs = ({ path, format, mapping }: PartnerFile) => ({
  open: () => createReadStream(path),
  format,
  compressed: false,
  ...(mapping === undefined ? {} : { mapping: mapping.name }),
});
