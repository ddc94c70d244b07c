import type { ApplicationProcess } from '../backends/landscape/application-process.js';

const REPORTERS = 6;
const DEVICES = 20;
/** One report of so many is about a device that nobody has seen. */
const NEW_DEVICE_EVERY = 10;
const PAUSE_MILLIS = 15;

export interface LoadOptions {
  /** Of all reporters together, while answers come. */
  reportsPerSecond: number;
  /** Then they send the same ones again, so that the load goes on and what is stored stays small. */
  reportsMax: number;
}

/** Reporters that post one report after the other to any API process, and after a lost answer the same one again. */
export class SteadyLoad {
  /** Event ids by reference. */
  readonly acknowledged = new Map<string, string>();
  /** Reports sent again after their answer, and answered as they were before. */
  repeated = 0;
  /** Answers that no reporter should ever get. */
  readonly strange: string[] = [];
  #counter = 0;
  #dueAt = 0;
  #stopped = false;
  #done: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly apis: () => readonly ApplicationProcess[],
    private readonly options: LoadOptions,
  ) {}

  begin(): void {
    this.#done = Promise.all(Array.from({ length: REPORTERS }, (_, reporter) => this.#work(reporter)));
  }

  /** Resolves when each reporter has its last answer. */
  async end(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  async #work(reporter: number): Promise<void> {
    while (!this.#stopped) {
      const index = this.#counter++ % this.options.reportsMax;
      const reference = `steady-${index}`;
      await this.#until(reporter, reference, reportOf(index, reference));
      await this.#due();
    }
  }

  /** Reporters take their turns from one rate; what was due while nobody answered is not made up for. */
  async #due(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#dueAt);
    this.#dueAt = at + 1_000 / this.options.reportsPerSecond;
    await pause(at - now);
  }

  async #until(reporter: number, reference: string, body: unknown): Promise<void> {
    for (let attempt = reporter; ; attempt += 1) {
      const apis = this.apis();
      const api = apis[attempt % apis.length];
      const answer = await api?.send('POST', '/v1/events', { body, patience: 20_000 }).catch(() => undefined);
      if (answer !== undefined && answer.status < 300) {
        this.#acknowledge(reference, String(answer.body.eventId));
        return;
      }
      if (answer !== undefined && answer.status !== 503) {
        this.strange.push(`${reference}: ${answer.status} ${JSON.stringify(answer.body)}`);
        if (answer.status < 500) return;
      }
      await pause(PAUSE_MILLIS);
    }
  }

  #acknowledge(reference: string, eventId: string): void {
    const before = this.acknowledged.get(reference);
    if (before === undefined) this.acknowledged.set(reference, eventId);
    else if (before === eventId) this.repeated += 1;
    else this.strange.push(`${reference} was acknowledged as ${before}, and its repeat as ${eventId}`);
  }
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** Some devices over and over, so that rivals meet on one history; some new ones. */
const reportOf = (index: number, reference: string) => ({
  device: `serial:Northwind:STEADY${index % NEW_DEVICE_EVERY === 0 ? `N${index}` : index % DEVICES}`,
  type: 'LockStateObserved',
  occurredAt: new Date(Date.UTC(2026, 2, 1) + index * 1_000).toISOString(),
  reference,
  data: { kind: 'sim', state: 'unlocked' },
});
