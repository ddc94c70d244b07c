import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Closing } from '#platform';
import type { SilentConnections } from './silent-connections.js';

const SWEEP_MILLIS = 20;

/**
 * A connection whose request was under way when the server closed stays open for its client's next one, and would hold
 * the process up for as long as the client likes.
 */
export async function closeGently(
  app: NestFastifyApplication,
  { closing, silent }: { closing: Closing; silent: SilentConnections },
): Promise<void> {
  closing.begin();
  const server: Server = app.getHttpServer();
  const sweep = setInterval(() => {
    silent.close();
    server.closeIdleConnections();
  }, SWEEP_MILLIS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}
