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
 * The driver (7.9.0) waits for ever for a drain when it writes to a socket that is destroyed but has not yet emitted
 * `close`. The operation then never ends; if it is the monitor's heartbeat, the client takes that server for unreachable
 * until the process is restarted, even when the server is back. Here the write fails as soon as the connection closes.
 */
Connection.prototype.writeCommand = function (this: DriverConnection, command, options) {
  const { promise: closed, reject } = Promise.withResolvers<never>();
  const fail = () => reject(this.error);
  this.once('close', fail);
  return Promise.race([writeCommand.call(this, command, options), closed]).finally(() => this.off('close', fail));
};
