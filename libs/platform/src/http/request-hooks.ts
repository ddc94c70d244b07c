import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logger.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { CORRELATION_HEADER } from './correlation.js';

/** What every request pays for: a header, a histogram, and a log line where somebody asked for one. */
export function installRequestHooks(instance: FastifyInstance, telemetry: Telemetry, logger: Logger): void {
  const logged = logger.isLevelEnabled('debug');
  instance.addHook('onRequest', (request, reply, done) => {
    reply.header(CORRELATION_HEADER, request.id);
    done();
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const status = reply.statusCode;
    telemetry.requestSeconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    if (logged) logger.debug({ correlationId: request.id, method: request.method, route, status }, 'request');
    done();
  });
}
