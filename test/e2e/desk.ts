import type { RunningApp } from '#api/testing';

/** An answer as far as these specs look into it. */
export interface Told<Body = TellingBody> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface TellingBody {
  [field: string]: unknown;
  items: Record<string, unknown>[];
  entries: Entry[];
  rows: Row[];
  errors: { pointer: string; rule: string; detail: string; hint?: string }[];
  anomalies: { id: string; rule: string; severity: string }[];
}

export interface Entry {
  eventId: string;
  standing: string;
  rule?: string;
  by?: string;
  decidedBy?: string;
  event: { type: string; data: Record<string, unknown>; recordedBy: string; corrects?: string };
}

export interface Row {
  [field: string]: unknown;
  dimensions: Record<string, string | null>;
  period: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  status: string;
  coverage: { known: number; unknown: number; reasons: { reason: string; count: number }[] };
}

let references = 0;

/** One partner at its desk: reports under references of its own, and reads with its own key. */
export class Desk {
  constructor(
    private readonly app: () => RunningApp,
    readonly id: string,
    readonly key: string,
  ) {}

  static async open(app: RunningApp, id: string, roles: readonly string[], more: object = {}): Promise<Desk> {
    return new Desk(() => app, id, await app.partner(id, roles, { ...more }));
  }

  report(device: string | string[], type: string, occurredAt: string, data: object, more: object = {}) {
    references += 1;
    return { device, type, occurredAt, reference: `${this.id}-${references}`, data, ...more };
  }

  tell(device: string | string[], type: string, occurredAt: string, data: object, more: object = {}): Promise<Told> {
    return this.post('/v1/events', this.report(device, type, occurredAt, data, more));
  }

  /** Tells what the rest of a spec rests on: it must be recorded. */
  async record(...told: Parameters<Desk['tell']>): Promise<Told> {
    const answer = await this.tell(...told);
    if (answer.status > 202) throw new Error(`${told[1]} was answered ${JSON.stringify(answer.body)}`);
    return answer;
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Told> {
    return this.send('POST', path, body, headers);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Told> {
    return this.send('GET', path, undefined, headers);
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
    return (await this.app().send(method, path, { key: this.key, body, headers })) as Told;
  }
}

export const rulesOf = ({ body }: Told): string[] => body.errors.map(({ rule }) => rule);
export const pointersOf = ({ body }: Told): string[] => body.errors.map(({ pointer }) => pointer);
