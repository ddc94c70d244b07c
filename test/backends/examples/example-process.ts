import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** An example as its README starts it, in a process of its own. */
export class ExampleProcess {
  output = '';
  readonly #exit: Promise<[number | null, NodeJS.Signals | null]>;

  private constructor(private readonly child: ChildProcess) {
    this.#exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  static start(command: string, commandArguments: readonly string[], environment: Record<string, string> = {}) {
    const env = { ...process.env, ...environment };
    return new ExampleProcess(spawn(command, commandArguments, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** As an operator stops it; throws where it does not end by itself as if all were well. */
  async stop(): Promise<void> {
    if (this.isRunning) this.child.kill('SIGTERM');
    const [code, signal] = await this.#exit;
    if (code !== 0) throw new Error(`It ended with ${code ?? signal}: ${this.output.slice(-2_000)}`);
  }

  async kill(): Promise<void> {
    if (this.isRunning) this.child.kill('SIGKILL');
    await this.#exit;
  }
}
