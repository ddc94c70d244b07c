import { type ApplicationName, type ListeningProcess, startListening } from '../../listening-process.js';

export type { ApplicationName };

export const OPERATOR_KEY = 'operator-key-of-a-landscape';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** One of Circulog's applications in a process of its own, over servers, to be watched, stopped and killed. */
export class ApplicationProcess {
  private constructor(private readonly running: ListeningProcess) {}

  static async start(application: ApplicationName, variables: Record<string, string>): Promise<ApplicationProcess> {
    const own = { CIRCULOG_ADMIN_KEY: OPERATOR_KEY, CIRCULOG_LOG_LEVEL: 'info' };
    return new ApplicationProcess(await startListening(application, { ...own, ...variables }));
  }

  get url(): string {
    return this.running.url;
  }

  async send(
    method: string,
    path: string,
    sent: { body?: unknown; key?: string; patience?: number } = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(sent.patience === undefined ? {} : { signal: AbortSignal.timeout(sent.patience) }),
      headers: {
        authorization: `Bearer ${sent.key ?? OPERATOR_KEY}`,
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  /** `active` or `standby`, of a projector that answers. */
  async role(): Promise<string | undefined> {
    const { body } = await this.send('GET', '/health/ready');
    const checks = body.checks as { name: string; detail?: string }[];
    return checks.find(({ name }) => name === 'own-projector')?.detail;
  }

  /** What it has written: its log. */
  log(): string {
    return this.running.output();
  }

  get hasEnded(): boolean {
    const { exitCode, signalCode } = this.running.child;
    return exitCode !== null || signalCode !== null;
  }

  /** Lets it stand still, as a machine does that swaps or is paused, until `wake`. */
  hang(): void {
    this.running.child.kill('SIGSTOP');
  }

  wake(): void {
    this.running.child.kill('SIGCONT');
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.running.child.kill(signal);
    await this.running.ended;
  }
}
