import type { JsonObject } from '#kernel';
import { type Lease, type Turn, Turns, type TurnsOptions } from '#ops-store';
import type { BuildStanding } from '../runner/status.js';
import type { RebuildRequests } from './rebuild-requests.js';

/** What keeps the projections behind the log for one turn; a `ProjectionRunner` is one. */
export interface Term {
  start(): Promise<void>;
  stop(): Promise<void>;
  rebuild(name: string): Promise<number>;
  standings(): BuildStanding[];
}

export interface ElectedProjectorOptions extends Pick<TurnsOptions<Turn>, 'beatMillis' | 'onRole' | 'onTrouble'> {
  lease: Lease;
  requests: RebuildRequests;
  /** A new runner; it calls `fenced` when it finds that another has taken over. */
  open(told: { fenced(): void; moved(): void }): Term;
}

/** Works while it holds the lease, and stands by while another does, for ever by turns. */
export class ElectedProjector {
  #turns: Turns<ProjectorTurn> | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(private readonly options: ElectedProjectorOptions) {}

  /** Resolves at once: standing by is work as well. */
  async start(): Promise<void> {
    const { requests, open, ...rest } = this.options;
    this.#turns = new Turns({
      ...rest,
      open: ({ over, moved }) => new ProjectorTurn(open({ fenced: over, moved }), requests),
    });
    this.#done = this.#turns.run();
  }

  /** Resolves when the batch under way is committed and the lease is given back. */
  async stop(): Promise<void> {
    this.#turns?.end();
    await this.#done;
  }

  rebuild(name: string): Promise<number> {
    return this.#turns?.work?.term.rebuild(name) ?? Promise.reject(new Error('This projector stands by.'));
  }

  /** Of this process: none while it stands by. */
  standings(): BuildStanding[] {
    return this.#turns?.work?.term.standings() ?? [];
  }
}

class ProjectorTurn implements Turn {
  constructor(
    readonly term: Term,
    private readonly requests: RebuildRequests,
  ) {}

  start(): Promise<void> {
    return this.term.start();
  }

  stop(): Promise<void> {
    return this.term.stop();
  }

  told(): JsonObject {
    return { standings: this.term.standings() } as unknown as JsonObject;
  }

  async beat(): Promise<void> {
    await this.requests.takeUp((name) => this.term.rebuild(name));
    await this.requests.clear();
  }
}
