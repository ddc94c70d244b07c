import type { Place } from './place.js';
import { OWN_PREFIX } from './stored-event.js';
import type {
  NewRecord,
  ServerDelivery,
  StoredRecord,
  StreamFilter,
  StreamServer,
  WriteResult,
} from './stream-server.js';

/**
 * One of several logs on a server: every stream's name begins with the log's, as in `_log-west/device-7`. Records of
 * others come under names that start with `$`, as the server's own do, and are no more part of the log than those; the
 * log without a name takes `_log-...` for streams that are no part of it.
 */
export class NamedLogServer implements StreamServer {
  private readonly prefix: string;

  constructor(
    private readonly server: StreamServer,
    name: string,
  ) {
    this.prefix = `${OWN_PREFIX}log-${name}/`;
  }

  write(stream: string, expectedRevision: number, records: readonly NewRecord[]): Promise<WriteResult> {
    return this.server.write(this.prefix + stream, expectedRevision, records);
  }

  async read(stream: string, fromRevision: number, limit: number): Promise<StoredRecord[]> {
    return this.seen(await this.server.read(this.prefix + stream, fromRevision, limit));
  }

  async last(stream: string): Promise<StoredRecord | undefined> {
    const record = await this.server.last(this.prefix + stream);
    return record && this.seenAs(record);
  }

  async readAll(after: Place | null, limit: number): Promise<StoredRecord[]> {
    return this.seen(await this.server.readAll(after, limit));
  }

  async readAllBackwards(before: Place | null, limit: number): Promise<StoredRecord[]> {
    return this.seen(await this.server.readAllBackwards(before, limit));
  }

  async *subscribe(after: Place | null, filter: StreamFilter, signal: AbortSignal): AsyncGenerator<ServerDelivery> {
    const { prefixes } = filter;
    const within = prefixes === undefined ? { within: this.prefix } : {};
    const asked = { prefixes: prefixes?.map((prefix) => this.prefix + prefix), ...within };
    for await (const one of this.server.subscribe(after, asked, signal)) {
      yield one.kind === 'record' ? { kind: 'record', record: this.seenAs(one.record) } : one;
    }
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private seen(records: readonly StoredRecord[]): StoredRecord[] {
    return records.map((record) => this.seenAs(record));
  }

  private seenAs(record: StoredRecord): StoredRecord {
    const { stream } = record;
    const own = stream.startsWith(this.prefix);
    return { ...record, stream: own ? stream.slice(this.prefix.length) : `$${stream}` };
  }
}
