import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { builtEntry } from './built-entry.js';
import {
  type AnswerMessage,
  type BatchMessage,
  type Cell,
  readOutcomes,
  type WireOutcome,
  type WireRequest,
  writeRequest,
} from './wire.js';

/** Characters of events that may wait for the writer; callers beyond that wait for room. */
const IN_FLIGHT_CHARACTERS_MAX = 48_000_000;
/** Requests that one message carries before the next one is begun. */
const MESSAGE_REQUESTS_MAX = 1_024;

/** What the writer makes lives for one transaction: room for several, so that little of it is ever copied. */
const YOUNG_MEBIBYTES = 32;

type Settle = (outcome: WireOutcome) => void;

interface Message {
  cells: Cell[];
  settle: Settle[];
  characters: number;
}

interface Ready {
  epoch: string;
  head: number;
}

const charactersOf = ({ events }: WireRequest): number =>
  events.reduce((sum, { before, after }) => sum + before.length + after.length, 0);

const emptyMessage = (): Message => ({ cells: [], settle: [], characters: 0 });

/** The owner's side of the writer thread: gathers what one turn of the event loop asks for into one message. */
export class WriterClient {
  private gathering = emptyMessage();
  private readonly sent = new Map<number, Message>();
  private nextTicket = 0;
  private inFlightCharacters = 0;
  private flushScheduled = false;
  private stopped: string | undefined;
  private readonly waitingForRoom: (() => void)[] = [];
  private readonly waitingForIdle: (() => void)[] = [];

  private constructor(
    private readonly worker: Worker,
    private readonly now: () => number,
    private readonly onHead: (head: number) => void,
  ) {
    worker.on('message', (answer: AnswerMessage) => this.receive(answer));
    worker.on('error', (error) => this.stop(`the writer failed: ${error.message}`));
    worker.on('exit', () => this.stop('the writer has stopped'));
  }

  static async start(path: string, now: () => number, onHead: (head: number) => void): Promise<[WriterClient, Ready]> {
    const worker = new Worker(builtEntry('./writer-thread.js', import.meta.url), {
      workerData: { path },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEBIBYTES },
    });
    const [ready] = (await once(worker, 'message')) as [Ready];
    return [new WriterClient(worker, now, onHead), ready];
  }

  /** Resolves when a request may be sent: at once, unless too much is in flight already. */
  async room(): Promise<void> {
    while (this.inFlightCharacters > IN_FLIGHT_CHARACTERS_MAX && this.stopped === undefined) {
      await new Promise<void>((resolve) => this.waitingForRoom.push(resolve));
    }
  }

  /** Puts the request in line. `settle` is called once, when its fate is durable or unknown. */
  send(request: WireRequest, settle: Settle): void {
    if (this.stopped !== undefined) {
      settle({ status: 'unknown', reason: this.stopped });
      return;
    }
    const { gathering } = this;
    writeRequest(gathering.cells, request);
    gathering.settle.push(settle);
    const characters = charactersOf(request);
    gathering.characters += characters;
    this.inFlightCharacters += characters;
    if (gathering.settle.length >= MESSAGE_REQUESTS_MAX) this.flush();
    else if (!this.flushScheduled) {
      this.flushScheduled = true;
      setImmediate(() => {
        this.flushScheduled = false;
        this.flush();
      });
    }
  }

  /** Waits until the fate of everything in line is known. */
  async drain(): Promise<void> {
    this.flush();
    while (this.sent.size > 0) await new Promise<void>((resolve) => this.waitingForIdle.push(resolve));
  }

  /** Lets the writer close its file, last of all connections, so that SQLite leaves one whole file behind. */
  async stopWriting(): Promise<void> {
    if (this.stopped !== undefined) return;
    const exited = new Promise<void>((resolve) => this.worker.once('exit', () => resolve()));
    this.worker.postMessage('close');
    await exited;
  }

  private flush(): void {
    if (this.gathering.settle.length === 0 || this.stopped !== undefined) return;
    const message = this.gathering;
    this.gathering = emptyMessage();
    const ticket = this.nextTicket++;
    this.sent.set(ticket, message);
    this.worker.postMessage({ ticket, now: this.now(), cells: message.cells } satisfies BatchMessage);
    message.cells = [];
  }

  private receive({ answers, head }: AnswerMessage): void {
    this.onHead(head);
    for (const { ticket, cells } of answers) {
      const message = this.sent.get(ticket);
      if (message === undefined) continue;
      this.sent.delete(ticket);
      this.inFlightCharacters -= message.characters;
      for (const [index, outcome] of readOutcomes(cells).entries()) message.settle[index]?.(outcome);
    }
    this.wake();
  }

  private stop(reason: string): void {
    if (this.stopped !== undefined) return;
    this.stopped = reason;
    const lost = [...this.sent.values(), this.gathering].flatMap(({ settle }) => settle);
    this.sent.clear();
    this.gathering = emptyMessage();
    this.inFlightCharacters = 0;
    for (const settle of lost) settle({ status: 'unknown', reason });
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waitingForRoom.splice(0)) resolve();
    if (this.sent.size === 0) for (const resolve of this.waitingForIdle.splice(0)) resolve();
  }
}
