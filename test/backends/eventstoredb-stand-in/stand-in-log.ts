import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export interface LogRecord {
  stream: string;
  revision: number;
  id: string;
  metadata: Record<string, string>;
  data: Uint8Array;
  customMetadata: Uint8Array;
  /** Commit and prepare position, which are one and the same for what is not written in an explicit transaction. */
  position: bigint;
  /** Ticks of 100 ns since 1970, as the server tells them. */
  created: bigint;
}

export type Expected = 'any' | 'no-stream' | 'exists' | number;
export type Proposed = Pick<LogRecord, 'id' | 'metadata' | 'data' | 'customMetadata'>;

export type Written =
  | { status: 'written'; revision: number; position: bigint }
  | { status: 'wrong-version'; current: number };

/** Bytes of a record beside its data: a server's positions are byte offsets. */
const RECORD_OVERHEAD = 96n;

/** The stand-in's log: in memory, and in a file of JSON lines too if one is named, from which it starts again. */
export class StandInLog {
  readonly records: LogRecord[] = [];
  private readonly streams = new Map<string, LogRecord[]>();
  private readonly listening = new Set<() => void>();
  private end = 0n;

  constructor(private readonly file?: string) {
    if (file !== undefined && existsSync(file)) this.load(file);
    // A server's own log never starts with its users' events.
    if (this.records.length === 0) this.append('$users', 'any', [systemRecord('$UserCreated')]);
  }

  stream(name: string): readonly LogRecord[] {
    return this.streams.get(name) ?? [];
  }

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): Written {
    const present = this.streams.get(stream) ?? [];
    const current = present.length - 1;
    if (!asExpected(expected, current)) return this.repeated(present, expected, proposed);
    const created = BigInt(Date.now()) * 10_000n;
    const added = proposed.map((one, index): LogRecord => {
      const record = { ...one, stream, revision: current + 1 + index, position: this.end, created };
      this.end += BigInt(one.data.length + one.customMetadata.length) + RECORD_OVERHEAD;
      return record;
    });
    if (this.file !== undefined) appendFileSync(this.file, added.map(toLine).join(''), { flush: true });
    this.keep(added);
    for (const tell of [...this.listening]) tell();
    return { status: 'written', revision: current + added.length, position: added.at(-1)?.position ?? 0n };
  }

  /** As the server does: what is there already, by its ids, right after the expected revision, was sent twice. */
  private repeated(present: LogRecord[], expected: Expected, proposed: readonly Proposed[]): Written {
    const from = expected === 'no-stream' ? 0 : typeof expected === 'number' ? expected + 1 : present.length;
    const there = present.slice(from, from + proposed.length);
    const last = there.at(-1);
    const same = there.length === proposed.length && there.every(({ id }, index) => id === proposed[index]?.id);
    if (same && last !== undefined) return { status: 'written', revision: last.revision, position: last.position };
    return { status: 'wrong-version', current: present.length - 1 };
  }

  /** Calls back after each append, until the returned function is called. */
  listen(tell: () => void): () => void {
    this.listening.add(tell);
    return () => this.listening.delete(tell);
  }

  private keep(records: readonly LogRecord[]): void {
    for (const record of records) {
      this.records.push(record);
      const stream = this.streams.get(record.stream);
      if (stream === undefined) this.streams.set(record.stream, [record]);
      else stream.push(record);
    }
  }

  /** A last line that a kill cut short was never acknowledged. */
  private load(file: string): void {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    this.keep(lines.map(fromLine));
    const last = this.records.at(-1);
    if (last !== undefined) {
      this.end = last.position + BigInt(last.data.length + last.customMetadata.length) + RECORD_OVERHEAD;
    }
  }
}

export const systemRecord = (type: string): Proposed => ({
  id: crypto.randomUUID(),
  metadata: { type, 'content-type': 'application/json' },
  data: Buffer.from('{"system":true}'),
  customMetadata: new Uint8Array(),
});

function asExpected(expected: Expected, current: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'no-stream') return current === -1;
  return expected === 'exists' ? current >= 0 : expected === current;
}

const toLine = ({ data, customMetadata, position, created, ...rest }: LogRecord): string =>
  `${JSON.stringify({
    ...rest,
    data: Buffer.from(data).toString('base64'),
    customMetadata: Buffer.from(customMetadata).toString('base64'),
    position: String(position),
    created: String(created),
  })}\n`;

function fromLine(line: string): LogRecord {
  const read = JSON.parse(line) as Record<'data' | 'customMetadata' | 'position' | 'created', string> &
    Omit<LogRecord, 'data' | 'customMetadata' | 'position' | 'created'>;
  return {
    ...read,
    data: Buffer.from(read.data, 'base64'),
    customMetadata: Buffer.from(read.customMetadata, 'base64'),
    position: BigInt(read.position),
    created: BigInt(read.created),
  };
}
