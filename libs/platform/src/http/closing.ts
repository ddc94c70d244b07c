import type { FastifyInstance } from 'fastify';
import { problem } from './problem.js';

/** From `begin()` on, requests on connections that are still open are told to go elsewhere. */
export class Closing {
  private begun = false;

  begin(): void {
    this.begun = true;
  }

  static of(instance: FastifyInstance): Closing {
    const closing = new Closing();
    instance.addHook('onRequest', (_request, _reply, done) => {
      if (closing.begun) done(shuttingDown());
      else done();
    });
    return closing;
  }
}

function shuttingDown() {
  const refusal = problem(503, 'shutting-down', 'This process is shutting down; nothing of the request was taken.', {
    hint: 'Send the same request again in a moment.',
  });
  refusal.headers.connection = 'close';
  return refusal;
}
