import type { ServerProcess } from './server-process.js';

const REPORTERS = 8;
/** Every so many reports are about a device that is known already. */
const FAMILIAR = 3;

/** Reporters that post one report after the other, and after a lost answer the same one again. */
export class SteadyReporters {
  readonly acknowledged = new Map<string, string>();
  readonly strange: string[] = [];
  private readonly unanswered = new Map<number, { reference: string; body: string }>();
  private counter = 0;

  constructor(private readonly key: string) {}

  /** Resolves once the server is gone, or once each reporter has had its last answer after `stop`. */
  async report(server: ServerProcess, stop: () => boolean): Promise<void> {
    await Promise.all(Array.from({ length: REPORTERS }, (_, reporter) => this.work(server, reporter, stop)));
  }

  private async work(server: ServerProcess, reporter: number, stop: () => boolean): Promise<void> {
    while (!stop() || this.unanswered.has(reporter)) {
      const next = this.unanswered.get(reporter) ?? this.next();
      this.unanswered.set(reporter, next);
      const answer = await server.send('POST', '/v1/events', { key: this.key, body: next.body }).catch(() => undefined);
      if (answer === undefined) return;
      if (answer.status === 503) continue;
      this.unanswered.delete(reporter);
      if (answer.status === 200 || answer.status === 201)
        this.acknowledged.set(next.reference, String(answer.body.eventId));
      else this.strange.push(`${next.reference}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  private next(): { reference: string; body: string } {
    const index = this.counter++;
    const reference = `live-${index}`;
    const device = `serial:Northwind:LIVE${index - (index % FAMILIAR)}`;
    const data = { kind: 'sim', state: 'unlocked' };
    const occurredAt = new Date(Date.UTC(2026, 2, 1) + index * 1_000).toISOString();
    return { reference, body: JSON.stringify({ device, type: 'LockStateObserved', occurredAt, reference, data }) };
  }
}
