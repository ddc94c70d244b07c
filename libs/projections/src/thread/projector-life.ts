import type { Worker } from 'node:worker_threads';
import type { BuildStanding } from '../runner/status.js';
import { unpacked } from './carried-error.js';
import type { FromThread, ProjectorRole, ToThread } from './messages.js';

/** The projector's thread ended, or was down, so that what was asked of it has no answer. */
export class ProjectorDown extends Error {
  override readonly name = 'ProjectorDown';
}

interface Told {
  onMove(standings: BuildStanding[]): void;
  onFailure(projection: string, error: Error): void;
  onRole(role: ProjectorRole): void;
  onTrouble(error: Error): void;
  /** Milliseconds by which the owner's clock is ahead of the machine's. */
  clockAhead(): number;
}

interface Answer {
  resolve(generation: number): void;
  reject(error: Error): void;
}

/** One life of the projector's thread, from its start to its end, seen from its owner's. */
export class ProjectorLife {
  /** Resolves once it is under way; rejects if it ends before. */
  readonly started: Promise<void>;
  /** Resolves when the thread is gone, with why. */
  readonly ended: Promise<Error>;
  private readonly answers = new Map<number, Answer>();
  private nextTicket = 0;
  private error: Error | undefined;
  private over = false;
  private nudge: 'none' | 'sent' | 'sent and due again' = 'none';
  private begun = (): void => undefined;

  constructor(
    private readonly worker: Worker,
    private readonly told: Told,
  ) {
    const underWay = new Promise<void>((resolve) => {
      this.begun = resolve;
    });
    worker.on('message', (message: FromThread) => this.receive(message));
    worker.on('error', (error) => {
      this.error ??= error instanceof Error ? error : new Error(String(error));
    });
    this.ended = new Promise((resolve) => {
      worker.once('exit', (code) => resolve(this.end(code)));
    });
    this.started = Promise.race([underWay, this.ended.then((error) => Promise.reject(error))]);
    this.started.catch(() => undefined);
  }

  rebuild(name: string): Promise<number> {
    if (this.over) return Promise.reject(new ProjectorDown('The projector is being started again.'));
    const ticket = this.nextTicket++;
    this.send({ kind: 'rebuild', ticket, name });
    return new Promise((resolve, reject) => this.answers.set(ticket, { resolve, reject }));
  }

  /** Tells that there may be new events. One such message is under way at most, however often this is called. */
  newEvents(): void {
    if (this.nudge === 'none') this.send({ kind: 'nudge', clockAhead: this.told.clockAhead() });
    this.nudge = this.nudge === 'none' ? 'sent' : 'sent and due again';
  }

  /** Resolves when the batch under way is committed and the thread is gone. */
  async stop(): Promise<void> {
    this.send({ kind: 'stop' });
    await this.ended;
  }

  private send(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private receive(message: FromThread): void {
    switch (message.kind) {
      case 'started':
        this.begun();
        break;
      case 'not-started':
        this.error = unpacked(message.error);
        void this.worker.terminate();
        break;
      case 'moved':
        this.told.onMove(message.standings);
        break;
      case 'failed':
        this.told.onFailure(message.projection, unpacked(message.error));
        break;
      case 'role':
        this.told.onRole(message.role);
        break;
      case 'trouble':
        this.told.onTrouble(unpacked(message.error));
        break;
      case 'nudged':
        this.nudged();
        break;
      case 'rebuilding':
        this.take(message.ticket)?.resolve(message.generation);
        break;
      case 'refused':
        this.take(message.ticket)?.reject(unpacked(message.error));
    }
  }

  private nudged(): void {
    const again = this.nudge === 'sent and due again';
    this.nudge = 'none';
    if (again) this.newEvents();
  }

  private take(ticket: number): Answer | undefined {
    const answer = this.answers.get(ticket);
    this.answers.delete(ticket);
    return answer;
  }

  private end(code: number): Error {
    this.over = true;
    const error = this.error ?? new Error(`The projector's thread ended with code ${code}.`);
    const down = new ProjectorDown('The projector ended before it had answered: its status says what it did.');
    for (const { reject } of this.answers.values()) reject(down);
    this.answers.clear();
    return error;
  }
}
