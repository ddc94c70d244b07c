import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bearerOf, digestOf, sameDigest } from '#partners';
import { type Configuration, PROBLEM_MEDIA_TYPE, problem, toProblem } from '#platform';
import { type Check, type Readiness, readinessOf, withoutDetails } from '../health/checks.js';

const RETRY_AFTER_SECONDS = 5;
const JSON_MEDIA_TYPE = 'application/json; charset=utf-8';

const STARTING = problem(503, 'starting', 'This process waits for servers that it needs; nothing was taken.', {
  hint: 'Send the same request again later; GET /health/ready says what it waits for.',
});

/** Tells of a process that waits for its servers what there is to tell: it lives, is not ready, and to its operator why. */
export class WaitingServer {
  /** What is waited for, as last seen. */
  checks: readonly Check[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private readonly adminKey: string | undefined,
  ) {}

  static open({ port, host, adminKey }: Pick<Configuration, 'port' | 'host' | 'adminKey'>): Promise<WaitingServer> {
    return new Promise((resolve, reject) => {
      let waiting: WaitingServer | undefined;
      const server = createServer((request, response) => waiting?.answer(request, response));
      server.once('error', reject);
      server.listen(port, host, () => {
        waiting = new WaitingServer(server, (server.address() as AddressInfo).port, adminKey);
        resolve(waiting);
      });
    });
  }

  /** Gives the port back. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    if (!request.url?.startsWith('/health/live')) response.setHeader('retry-after', RETRY_AFTER_SECONDS);
    const [path = '/'] = (request.url ?? '/').split('?');
    request.resume();
    if (path === '/health/live') respond(response, 200, JSON_MEDIA_TYPE, { status: 'up' });
    else if (path === '/health/ready') respond(response, 503, JSON_MEDIA_TYPE, this.readiness(request));
    else respond(response, 503, PROBLEM_MEDIA_TYPE, toProblem(STARTING, { instance: path }));
  }

  /** Keys in a store cannot be known yet: only one that was given to the process is. */
  private readiness({ headers }: IncomingMessage): Readiness {
    const found = readinessOf([...this.checks]);
    const key = bearerOf(headers.authorization);
    const known =
      this.adminKey !== undefined && key !== undefined && sameDigest(digestOf(this.adminKey), digestOf(key));
    return known ? found : withoutDetails(found);
  }
}

function respond(response: ServerResponse, status: number, type: string, body: unknown): void {
  // The connection is not kept: the next request belongs to what listens here after this.
  response.writeHead(status, { 'content-type': type, connection: 'close' });
  response.end(JSON.stringify(body));
}
