import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** What the driver keeps to itself. */
interface DriverConnection extends EventEmitter {
  /** Set before `close` is told. */
  readonly error: Error | null;
  writeCommand(command: unknown, options: unknown): Promise<void>;
}

const { Connection } = createRequire(import.meta.url)('mongodb/lib/cmap/connection.js') as {
  Connection: { prototype: DriverConnection };
};

const { writeCommand } = Connection.prototype;

/**
 * The driver (7.9.0) waits for ever when it writes to a socket that was destroyed but has not told so yet: for a drain
 * that cannot come. Such an operation never ends; where it is the monitor's look at the server, the client takes that
 * server for lost until its process ends. Here the write fails with the connection, as any other does.
 */
Connection.prototype.writeCommand = function (this: DriverConnection, command, options) {
  const { promise: closed, reject } = Promise.withResolvers<never>();
  const fail = () => reject(this.error);
  this.once('close', fail);
  return Promise.race([writeCommand.call(this, command, options), closed]).finally(() => this.off('close', fail));
};
