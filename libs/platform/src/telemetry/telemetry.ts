import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { pause } from '../pause.js';

/** Buckets around what one durable report takes: single milliseconds, with a tail for imports. */
const SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Whoever asks waits for the slowest gauge, and a client tries a server that is away for longer than Prometheus waits. */
const PATIENCE_MILLIS = 2_000;

/** What Prometheus may ask. One registry per application, so that several can run in one process. */
export class Telemetry {
  readonly registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'circulog_http_request_seconds',
    help: 'Time from the request to the end of its answer, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly reports = new Counter({
    name: 'circulog_reports_total',
    help: 'Reports by what they were answered.',
    labelNames: ['outcome', 'channel'] as const,
    registers: [this.registry],
  });

  readonly messages = new Counter({
    name: 'circulog_intake_messages_total',
    help: 'Messages that partners produced, by what they were answered.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  readonly webhookAttempts = new Counter({
    name: 'circulog_webhook_attempts_total',
    help: 'Requests to endpoints of webhooks by what became of the message.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  readonly streamedMessages = new Counter({
    name: 'circulog_sse_messages_total',
    help: 'Messages told in streams of server-sent events, by feed.',
    labelNames: ['feed'] as const,
    registers: [this.registry],
  });

  readonly streamsEnded = new Counter({
    name: 'circulog_sse_streams_ended_total',
    help: 'Streams of server-sent events that ended, by what ended them; slow and behind were cut.',
    labelNames: ['by'] as const,
    registers: [this.registry],
  });

  private readonly patienceMillis: number;

  constructor({ patienceMillis = PATIENCE_MILLIS }: { patienceMillis?: number } = {}) {
    this.patienceMillis = patienceMillis;
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * A gauge that is worked out when somebody asks. One that cannot be, as its server is away, is absent: a value would be a
   * lie, and all others are needed just then. `read` has a gauge of its own, so that what comes late is told to nobody.
   */
  observe(name: string, help: string, labelNames: readonly string[], read: (gauge: Gauge) => Promise<void>): void {
    const millis = this.patienceMillis;
    const described = { name, help, labelNames: [...labelNames] };
    new Gauge({
      ...described,
      registers: [this.registry],
      async collect() {
        const own = new Gauge({ ...described, registers: [] });
        const isRead = await inTime(millis, () => read(own));
        const { values } = isRead ? await own.get() : { values: [] };
        this.reset();
        // Without labels, a gauge that was reset says 0.
        if (labelNames.length === 0) this.remove();
        for (const { labels, value } of values) this.set(labels, value);
      },
    });
  }
}

/** Whether it ended well, and soon enough. */
async function inTime(millis: number, work: () => Promise<void>): Promise<boolean> {
  const over = new AbortController();
  try {
    const isDone = work().then(() => true);
    return await Promise.race([isDone, pause(millis, over.signal).then(() => false)]);
  } catch {
    return false;
  } finally {
    over.abort();
  }
}
