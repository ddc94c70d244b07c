import type { FastifyInstance, RouteOptions } from 'fastify';
import { problem } from './problem.js';

export interface Route {
  method: string;
  url: string;
  config: Record<string, unknown>;
}

/** Every route of the server, as Fastify was told them: what a policy check and a 405 need to know. */
export class RouteTable {
  readonly routes: Route[] = [];

  /** Must be installed before the first route. */
  static of(instance: FastifyInstance): RouteTable {
    const table = new RouteTable();
    instance.addHook('onRoute', (route) => table.add(route));
    return table;
  }

  private add({ method, url, config }: RouteOptions): void {
    for (const one of [method].flat()) this.routes.push({ method: one, url, config: { ...config } });
  }

  /** Methods that some route answers at this path. */
  methodsAt(path: string): string[] {
    return [...new Set(this.routes.filter((route) => matches(route.url, path)).map(({ method }) => method))];
  }

  /** 405 where the path is served by another method, else 404. */
  notFound(method: string, path: string) {
    const allowed = this.methodsAt(path);
    if (allowed.length === 0) {
      return problem(404, 'unknown-route', `There is nothing at ${path}.`, { hint: 'The routes are listed at /docs.' });
    }
    const refusal = problem(405, 'method-not-allowed', `${method} is not possible at ${path}.`, {
      hint: `Use ${allowed.join(', ')}.`,
    });
    refusal.headers.allow = allowed.join(', ');
    return refusal;
  }
}

function matches(pattern: string, path: string): boolean {
  const [parts, given] = [pattern.split('/'), path.split('/')];
  const open = parts.at(-1) === '*';
  if (open ? given.length < parts.length : given.length !== parts.length) return false;
  return parts.every(
    (part, index) => part === '*' || (part.startsWith(':') ? given[index] !== '' : part === given[index]),
  );
}
