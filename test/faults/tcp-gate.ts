import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be slow, cut, or closed: what stands between two machines. */
export class TcpGate {
  readonly #pairs = new Set<[Socket, Socket]>();
  #closed = false;
  #delayMillis = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static open(target: { host: string; port: number }): Promise<TcpGate> {
    return new Promise((resolve, reject) => {
      let gate: TcpGate | undefined;
      const server = createServer((near) => gate?.join(near, createConnection(target)));
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        gate = new TcpGate(server, address !== null && typeof address === 'object' ? address.port : 0);
        resolve(gate);
      });
    });
  }

  /** Breaks every connection there is; new ones are let through. */
  cut(): void {
    for (const [near, far] of this.#pairs) {
      near.destroy();
      far.destroy();
    }
    this.#pairs.clear();
  }

  /** Breaks every connection there is and lets no new one through, until `reopen`. */
  shut(): void {
    this.#closed = true;
    this.cut();
  }

  reopen(): void {
    this.#closed = false;
    this.#delayMillis = 0;
  }

  /** Everything takes this much longer in each direction. */
  delay(millis: number): void {
    this.#delayMillis = millis;
  }

  close(): Promise<void> {
    this.shut();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private join(near: Socket, far: Socket): void {
    if (this.#closed) {
      near.destroy();
      far.destroy();
      return;
    }
    const pair: [Socket, Socket] = [near, far];
    this.#pairs.add(pair);
    for (const socket of pair) socket.setNoDelay();
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('error', () => undefined);
      from.on('close', () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
      this.#pass(from, to);
    }
  }

  /** In order, whatever the delay was when each part came. */
  #pass(from: Socket, to: Socket): void {
    let last: Promise<void> = Promise.resolve();
    from.on('data', (part) => {
      const arrives = Date.now() + this.#delayMillis;
      from.pause();
      last = last
        .then(() => untilTime(arrives))
        .then(() => {
          if (to.destroyed) return;
          if (to.write(part)) from.resume();
          else to.once('drain', () => from.resume());
        });
    });
    from.on('end', () => void last.then(() => to.end()));
  }
}

const untilTime = (time: number): Promise<void> => {
  const left = time - Date.now();
  return left <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, left));
};
