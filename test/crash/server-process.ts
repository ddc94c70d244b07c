import { type ListeningProcess, startListening } from '../listening-process.js';

export const OPERATOR_KEY = 'operator-key-of-a-crash-test';

/** A real server in a process of its own, to be killed. */
export class ServerProcess {
  private constructor(private readonly running: ListeningProcess) {}

  static async start(dataFolder: string, more: Record<string, string> = {}): Promise<ServerProcess> {
    const own = { CIRCULOG_DATA: dataFolder, CIRCULOG_ADMIN_KEY: OPERATOR_KEY, CIRCULOG_LOG_LEVEL: 'error' };
    const variables = { ...own, ...more };
    return new ServerProcess(await startListening('standalone', variables));
  }

  async send(method: string, path: string, sent: { key?: string; body?: string; type?: string } = {}) {
    const response = await fetch(`${this.running.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sent.key ?? OPERATOR_KEY}`,
        ...(sent.body !== undefined && { 'content-type': sent.type ?? 'application/json' }),
      },
      ...(sent.body !== undefined && { body: sent.body }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  /** Like a power cut for the process: nothing of it runs on. */
  async kill(): Promise<void> {
    this.running.child.kill('SIGKILL');
    await this.running.ended;
  }

  /** Asks it to end, and answers its exit code. */
  async terminate(): Promise<number | null> {
    this.running.child.kill('SIGTERM');
    return this.running.ended;
  }
}
