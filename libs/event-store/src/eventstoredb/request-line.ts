/** Work under way at once, and text that may wait for it. */
export interface LineLimits {
  concurrent: number;
  characters: number;
}

/**
 * Puts work in line by what it touches: two that touch the same stream, key or event run in the order in which they
 * came, all others side by side. Callers wait in order when more is in line than the limit allows.
 */
export class RequestLine {
  private readonly ends = new Map<string, Promise<void>>();
  private readonly waitingToRun: (() => void)[] = [];
  private readonly waitingForRoom: (() => void)[] = [];
  private running = 0;
  private characters = 0;
  private inLine = 0;
  private readonly waitingForIdle: (() => void)[] = [];

  constructor(private readonly limits: LineLimits) {}

  /** Resolves when more may be put in line: at once, unless too much is. */
  async room(): Promise<void> {
    if (this.characters <= this.limits.characters && this.waitingForRoom.length === 0) return;
    await new Promise<void>((resolve) => this.waitingForRoom.push(resolve));
  }

  async run<Result>(touches: readonly string[], characters: number, work: () => Promise<Result>): Promise<Result> {
    const before = new Set(touches.flatMap((name) => this.ends.get(name) ?? []));
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    for (const name of touches) this.ends.set(name, ended);
    this.characters += characters;
    this.inLine += 1;
    try {
      await Promise.all(before);
      await this.turn();
      return await work();
    } finally {
      this.leave(touches, ended, characters);
      end();
    }
  }

  /** Resolves once nothing is in line. */
  async idle(): Promise<void> {
    if (this.inLine > 0) await new Promise<void>((resolve) => this.waitingForIdle.push(resolve));
  }

  private async turn(): Promise<void> {
    if (this.running >= this.limits.concurrent) {
      await new Promise<void>((resolve) => this.waitingToRun.push(resolve));
      return;
    }
    this.running += 1;
  }

  private leave(touches: readonly string[], ended: Promise<void>, characters: number): void {
    for (const name of touches) if (this.ends.get(name) === ended) this.ends.delete(name);
    this.characters -= characters;
    this.inLine -= 1;
    const next = this.waitingToRun.shift();
    if (next === undefined) this.running -= 1;
    else next();
    if (this.characters <= this.limits.characters) for (const wake of this.waitingForRoom.splice(0)) wake();
    if (this.inLine === 0) for (const wake of this.waitingForIdle.splice(0)) wake();
  }
}
