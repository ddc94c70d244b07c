import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './child.js';
import { percentile } from './measurement.js';

/** What has come to a process since it was told to count. */
export interface ArrivalsReport {
  arrived: number;
  /** From the first to the last. */
  perSecond: number;
  /** From recorded to received. */
  p50Millis: number;
  p95Millis: number;
  p99Millis: number;
  /** Share of one core that the receiving itself used meanwhile. */
  coreShare: number;
}

const LOOK_MILLIS = 5;
/** Undici gives a response up that has not begun within five minutes. */
const PATIENCE_MILLIS = 280_000;

/** Counts what comes to this process, and how long ago it was recorded. */
export class Arrivals {
  #latencies: number[] = [];
  #first = 0;
  #last = 0;
  #cpu = process.cpuUsage();
  #used = process.cpuUsage();

  get count(): number {
    return this.#latencies.length;
  }

  begin(): void {
    this.#latencies = [];
  }

  /** `recordedAt`: RFC 3339. */
  take(recordedAt: string): void {
    this.#last = performance.now();
    if (this.count === 0) {
      this.#first = this.#last;
      this.#cpu = process.cpuUsage();
    }
    this.#latencies.push(Date.now() - Date.parse(recordedAt));
    this.#used = process.cpuUsage(this.#cpu);
  }

  report(): ArrivalsReport {
    const seconds = (this.#last - this.#first) / 1_000;
    return {
      arrived: this.count,
      perSecond: (this.count - 1) / seconds,
      p50Millis: percentile(this.#latencies, 0.5),
      p95Millis: percentile(this.#latencies, 0.95),
      p99Millis: percentile(this.#latencies, 0.99),
      coreShare: (this.#used.user + this.#used.system) / 1_000_000 / seconds,
    };
  }
}

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves `GET /begin`, which counts anew, and `GET /report?count=`, answered once so much has come; prints where. */
export async function answerFor(arrivals: Arrivals, others?: Answering): Promise<void> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/begin') {
      arrivals.begin();
      response.end();
    } else if (pathname === '/report') {
      void reported(arrivals, Number(searchParams.get('count')), response);
    } else others?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

async function reported(arrivals: Arrivals, count: number, response: ServerResponse): Promise<void> {
  while (arrivals.count < count) await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
  response.end(JSON.stringify(arrivals.report()));
}

/** Has a child that counts arrivals begin anew. */
export const begin = async ({ url }: Server): Promise<void> => void (await fetch(`${url}/begin`));

/** What a child that counts arrivals says once so much has come. Throws where it does not come in time. */
export async function arrived({ url }: Server, count: number): Promise<ArrivalsReport> {
  const response = await fetch(`${url}/report?count=${count}`, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  return (await response.json()) as ArrivalsReport;
}
