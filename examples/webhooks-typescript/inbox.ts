import { type FileHandle, open, readFile } from 'node:fs/promises';

/** A CloudEvent in structured mode, as the body of a webhook. */
export interface CloudEvent {
  id: string;
  type: string;
  subject: string;
  time: string;
  data: Record<string, unknown>;
}

/** Every message once, in a file that holds it before it is answered for. What it means is worked out from there. */
export class Inbox {
  readonly #seen: Set<string>;
  readonly #file: FileHandle;
  #end: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle, seen: Iterable<string>) {
    this.#file = file;
    this.#seen = new Set(seen);
  }

  static async open(path: string): Promise<Inbox> {
    const file = await open(path, 'a+');
    const text = await readFile(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    await file.truncate(Buffer.byteLength(whole));
    const lines = whole.split('\n').filter((line) => line !== '');
    return new Inbox(
      file,
      lines.map((line) => JSON.parse(line).webhookId),
    );
  }

  /** `false`: it was there before. Resolves once it is on disk. */
  keep(webhookId: string, event: CloudEvent): Promise<boolean> {
    const kept = this.#end.then(async () => {
      if (this.#seen.has(webhookId)) return false;
      await this.#file.appendFile(`${JSON.stringify({ webhookId, event })}\n`);
      await this.#file.datasync();
      this.#seen.add(webhookId);
      return true;
    });
    this.#end = kept.catch(() => undefined);
    return kept;
  }

  async close(): Promise<void> {
    await this.#end;
    await this.#file.close();
  }
}
