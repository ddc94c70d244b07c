import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { RunningApp } from '#api/testing';

export interface Told {
  id?: string;
  event?: string;
  data?: { id: string; type: string; data: { type: string; deviceId: string } };
  comment?: string;
}

const PATIENCE_MILLIS = 20_000;

/** Reads server-sent events as the WHATWG's specification has them, as far as Circulog writes them. */
export class EventStreamReader {
  readonly all: Told[] = [];
  lastEventId = '';
  ended = false;
  #wake = () => {};

  private constructor(
    readonly response: IncomingMessage,
    private readonly request: ClientRequest,
  ) {}

  static async open(app: RunningApp, path: string, key: string, lastEventId?: string): Promise<EventStreamReader> {
    const headers = { authorization: `Bearer ${key}`, ...(lastEventId && { 'last-event-id': lastEventId }) };
    // A connection of its own, which is really cut when it is cut.
    const request = get(app.url + path, { headers, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const reader = new EventStreamReader(response, request);
    void reader.#read().catch(() => undefined);
    if (response.statusCode === 200) await reader.until(() => reader.lastEventId !== '');
    return reader;
  }

  get events(): Told[] {
    return this.all.filter(({ data }) => data !== undefined);
  }

  get types(): string[] {
    return this.events.map(({ data }) => data?.data.type ?? '');
  }

  /** As a network does it: without a word. */
  cut(): void {
    this.request.destroy();
  }

  async until(good: () => boolean): Promise<void> {
    const end = AbortSignal.timeout(PATIENCE_MILLIS);
    while (!good()) {
      if (end.aborted) throw new Error(`It never came; there is ${JSON.stringify(this.all).slice(0, 2_000)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        end.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  async #read(): Promise<void> {
    let text = '';
    try {
      for await (const piece of this.response.setEncoding('utf8') as AsyncIterable<string>) {
        text += piece;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
        this.#wake();
      }
    } finally {
      this.ended = true;
      this.#wake();
    }
  }

  #take(block: string): void {
    const told: Told = {};
    for (const line of block.split('\n')) {
      const [, field = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      if (field === '') told.comment = value;
      if (field === 'id') this.lastEventId = told.id = value;
      if (field === 'event') told.event = value;
      if (field === 'data') told.data = JSON.parse(value);
    }
    this.all.push(told);
  }
}
