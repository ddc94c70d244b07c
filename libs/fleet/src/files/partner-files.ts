import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mapping } from '#intake/domain';
import type { Delivery } from '../delivery.js';
import { type FleetPartner, PARTNERS } from '../partners.js';
import { headerOf, mappedRow } from './mapped-row.js';
import { MAPPINGS } from './mappings.js';

export interface PartnerFile {
  partner: FleetPartner;
  path: string;
  format: 'ndjson' | 'csv';
  /** How its rows read, for CSV. */
  mapping?: Mapping;
  lines: number;
}

/**
 * Writes each partner's deliveries into files as its own systems would export them. One line at a time: a fleet of any
 * size will do. The files come back in the order in which they are best imported.
 */
export async function writePartnerFiles(deliveries: Iterable<Delivery>, folder: string): Promise<PartnerFile[]> {
  await mkdir(folder, { recursive: true });
  const open = new Map<string, OpenFile>();
  for (const { partner, report } of deliveries) {
    const mapping = MAPPINGS.get(partner);
    const row = mapping === undefined ? undefined : mappedRow(mapping, report);
    const line = row === undefined || mapping === undefined ? JSON.stringify(report) : csvLine(row, mapping);
    await fileOf(open, folder, partner, row === undefined ? undefined : mapping).write(line);
  }
  await Promise.all([...open.values()].map((file) => file.close()));
  return inImportOrder([...open.values()].map(({ file }) => file));
}

class OpenFile {
  private readonly stream: WriteStream;

  constructor(readonly file: PartnerFile) {
    this.stream = createWriteStream(file.path);
    const { mapping } = file;
    if (mapping !== undefined) this.stream.write(`${csvLine(headerOf(mapping), mapping)}\n`);
  }

  async write(line: string): Promise<void> {
    this.file.lines += 1;
    if (!this.stream.write(`${line}\n`)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    this.stream.end();
    await once(this.stream, 'close');
  }
}

function fileOf(
  open: Map<string, OpenFile>,
  folder: string,
  partnerId: string,
  mapping: Mapping | undefined,
): OpenFile {
  const key = mapping === undefined ? partnerId : `${partnerId}/${mapping.name}`;
  const known = open.get(key);
  if (known !== undefined) return known;
  const partner = PARTNERS.find(({ id }) => id === partnerId);
  if (partner === undefined) throw new Error(`no partner ${partnerId}`);
  const name = mapping === undefined ? `${partnerId}.ndjson` : `${partnerId}-${mapping.name}.csv`;
  const fresh = new OpenFile({
    partner,
    path: join(folder, name),
    format: mapping === undefined ? 'ndjson' : 'csv',
    ...(mapping === undefined ? {} : { mapping }),
    lines: 0,
  });
  open.set(key, fresh);
  return fresh;
}

function csvLine(cells: readonly string[], { format }: Mapping): string {
  const quoted = (cell: string) =>
    cell.includes('"') || cell.includes(format.delimiter) || cell.includes('\n')
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  return cells.map(quoted).join(format.delimiter);
}

const inImportOrder = (files: PartnerFile[]): PartnerFile[] =>
  files.sort((a, b) => PARTNERS.indexOf(a.partner) - PARTNERS.indexOf(b.partner) || a.format.localeCompare(b.format));
