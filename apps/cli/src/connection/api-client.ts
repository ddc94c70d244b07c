import type { ReadStream } from 'node:fs';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT, type ExitCode } from '../console/exit-codes.js';

interface Problem {
  title?: string;
  detail?: string;
  errors?: { pointer?: string; rule?: string; detail?: string; hint?: string }[];
}

export interface Sent {
  query?: Record<string, string | number | readonly string[] | undefined>;
  json?: unknown;
  /** A body that is sent as it is, a file for instance. */
  body?: ReadStream | string;
  contentType?: string;
  headers?: Record<string, string>;
}

export interface Received<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Talks to a server over the same interface that partners use. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly key: string | undefined,
  ) {}

  /** The same server under another partner's key. */
  as(key: string): ApiClient {
    return new ApiClient(this.url, key);
  }

  get<Body>(path: string, query?: Sent['query']): Promise<Body> {
    return this.send<Body>('GET', path, query === undefined ? {} : { query }).then(({ body }) => body);
  }

  post<Body>(path: string, sent: Sent = {}): Promise<Body> {
    return this.send<Body>('POST', path, sent).then(({ body }) => body);
  }

  /** Any answer of the 2xx family; others are a `CliFailure` with the reasons that the server gave. */
  async send<Body>(method: string, path: string, sent: Sent): Promise<Received<Body>> {
    const response = await this.fetched(method, path, sent);
    const text = await response.text();
    const body = text === '' ? undefined : parsed(text);
    if (!response.ok) throw failureOf(response.status, body);
    return { status: response.status, headers: response.headers, body: body as Body };
  }

  private async fetched(method: string, path: string, { query = {}, ...sent }: Sent): Promise<Response> {
    const url = new URL(path, this.url);
    for (const [name, value] of Object.entries(query)) {
      for (const each of [value ?? []].flat()) url.searchParams.append(name, String(each));
    }
    const contentType = sent.contentType ?? (sent.json === undefined ? undefined : 'application/json');
    const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
    try {
      return await fetch(url, {
        method,
        headers: {
          ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
          ...(contentType === undefined ? {} : { 'content-type': contentType }),
          ...sent.headers,
        },
        ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']>, duplex: 'half' }),
      });
    } catch (error) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new CliFailure(`No answer from ${this.url}: ${reason}`, EXIT.unreachable, 'Is the server running?');
    }
  }
}

const EXIT_BY_STATUS: Record<number, ExitCode> = {
  400: EXIT.usage,
  401: EXIT.notAllowed,
  403: EXIT.notAllowed,
  404: EXIT.notFound,
  422: EXIT.usage,
};

function failureOf(status: number, body: unknown): CliFailure {
  const { title, detail, errors = [] } = (typeof body === 'object' && body !== null ? body : {}) as Problem;
  const reasons = errors.map((one) => [one.pointer, one.detail].filter(Boolean).join(': '));
  const message = [
    detail ?? title ?? `The server answered ${status}.`,
    ...reasons.filter((one) => one !== '' && one !== detail),
  ];
  return new CliFailure(message.join('\n  '), EXIT_BY_STATUS[status] ?? EXIT.failed, errors[0]?.hint);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
