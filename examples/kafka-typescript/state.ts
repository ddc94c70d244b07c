import { readFile, rename, writeFile } from 'node:fs/promises';

/** A CloudEvent in binary mode: its attributes are headers (`ce_id`, `ce_type`), its data is the value. */
export interface Received {
  topic: string;
  key: string;
  id: string;
  type: string;
  data: Record<string, unknown>;
}

/** More than could ever be sent again: what is older than these was committed long ago. */
const SEEN_MAX = 100_000;

/** What this partner keeps of what it heard. A real one has tables for it, and one transaction instead of `save`. */
export class State {
  /** Names the consumer group: who loses the file begins at the start again, in a group of its own. */
  since = new Date().toISOString();
  /** By device and event. */
  devices: Record<string, Record<string, object>> = {};
  /** Custody, anomalies and whatever else was found about devices or events, by message. */
  findings: Record<string, object> = {};
  /** The compacted view: the latest row of each key. Everybody's and one's own are different rows. */
  rows: Record<string, object> = {};
  restatements: object[] = [];
  seen = new Set<string>();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  static async open(file: string, isFromStart: boolean): Promise<State> {
    const state = new State(file);
    const text = isFromStart ? undefined : await readFile(file, 'utf8').catch(ifThere);
    if (text === undefined) return state;
    const { seen, ...kept } = JSON.parse(text);
    return Object.assign(state, kept, { seen: new Set(seen) });
  }

  /** The same message again changes nothing. */
  take(received: Received, partner: string): void {
    if (this.seen.has(received.id)) return;
    this.seen.add(received.id);
    const [oldest = ''] = this.seen;
    if (this.seen.size > SEEN_MAX) this.seen.delete(oldest);
    const { topic, key, type, data } = received;
    if (type.startsWith('org.circulog.metric.MetricValue.')) this.rows[`${topic} ${key}`] = data;
    else if (type.startsWith('org.circulog.metric.MetricRestated.')) this.restatements.push({ key, ...data });
    else if (typeof data.occurredAt === 'string') this.#event(data, topic.startsWith(`circulog.partner.${partner}.`));
    else this.findings[received.id] = data;
  }

  /** One event comes twice: with what everybody may see, and with what this partner may see, which says more. */
  #event(data: Record<string, unknown>, isOwn: boolean): void {
    const [device, event] = [String(data.deviceId), String(data.eventId)];
    const events = this.devices[device] ?? {};
    const known = events[event] ?? {};
    this.devices[device] = { ...events, [event]: isOwn ? { ...known, ...data } : { ...data, ...known } };
  }

  /** All of it or nothing: a process that is killed leaves the file as it was. */
  async save(): Promise<void> {
    const { since, devices, findings, rows, restatements, seen } = this;
    const text = JSON.stringify({ since, devices, findings, rows, restatements, seen: [...seen] }, null, 1);
    await writeFile(`${this.#file}.new`, text);
    await rename(`${this.#file}.new`, this.#file);
  }
}

function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
