import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Buckets around what one durable report takes: single milliseconds, with a tail for imports. */
const SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

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

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A gauge that is worked out when somebody asks. */
  observe(name: string, help: string, labelNames: readonly string[], read: (gauge: Gauge) => Promise<void>): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      async collect() {
        this.reset();
        await read(this);
      },
    });
  }
}
