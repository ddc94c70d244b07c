import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AddressPolicy } from '../domain/address-policy.js';
import type { Outcome } from '../domain/outcome.js';
import { retryAfterMillis } from '../domain/retry-schedule.js';
import { guardedLookup } from './guarded-lookup.js';

/** Until a connection stands, TLS included. */
const CONNECT_MILLIS = 5_000;
/** Of a whole request. */
const TOTAL_MILLIS = 15_000;
/** Of an answer's body that is kept for the log; the rest is not read. */
const ANSWER_BYTES_MAX = 1_024;
/** Kept open to one endpoint while nothing is sent. */
const IDLE_SOCKETS_MAX = 8;
const IDLE_MILLIS = 4_000;

export interface Parcel {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

interface Limits {
  connectMillis: number;
  totalMillis: number;
}

/** Sends requests to partners' endpoints, to addresses that the policy allows and no others. Follows no redirects. */
export class WebhookSender {
  readonly #plain;
  readonly #encrypted;
  readonly #limits: Limits;

  constructor(
    private readonly policy: AddressPolicy,
    limits: Partial<Limits> = {},
  ) {
    this.#limits = { connectMillis: CONNECT_MILLIS, totalMillis: TOTAL_MILLIS, ...limits };
    const kept = { keepAlive: true, maxFreeSockets: IDLE_SOCKETS_MAX, timeout: IDLE_MILLIS };
    const lookup = (encrypted: boolean) =>
      guardedLookup((address) => policy.complaintOfAddress(address, { encrypted }));
    this.#plain = new HttpAgent({ ...kept, lookup: lookup(false) });
    this.#encrypted = new HttpsAgent({ ...kept, lookup: lookup(true), minVersion: 'TLSv1.2' });
  }

  /** Never rejects: what went wrong is in the outcome. `signal` gives it up. */
  async send(parcel: Parcel, signal?: AbortSignal): Promise<Outcome> {
    const since = performance.now();
    const millis = () => Math.round(performance.now() - since);
    const complaint = this.policy.complaintOfUrl(parcel.url);
    if (complaint !== undefined) return { millis: 0, error: complaint };
    const request = this.#open(parcel);
    const connection = connecting(request, this.#limits.connectMillis);
    try {
      const answered = await this.#exchange(request, parcel.body, signal);
      return { ...answered, millis: millis() };
    } catch (error) {
      const told = error instanceof Error ? error.message || error.name : String(error);
      return { millis: millis(), error: told, ...(connection.stood ? {} : { unreached: true }) };
    }
  }

  close(): void {
    this.#plain.destroy();
    this.#encrypted.destroy();
  }

  #exchange(request: ClientRequest, body: string, signal: AbortSignal | undefined): Promise<Omit<Outcome, 'millis'>> {
    const total = AbortSignal.timeout(this.#limits.totalMillis);
    return new Promise((resolve, reject) => {
      const giveUp = () =>
        request.destroy(new Error(total.aborted ? `No answer within ${this.#limits.totalMillis} ms.` : 'Given up.'));
      const either = signal === undefined ? total : AbortSignal.any([total, signal]);
      either.addEventListener('abort', giveUp, { once: true });
      if (either.aborted) giveUp();
      const fail = (error: Error) => {
        either.removeEventListener('abort', giveUp);
        reject(error);
      };
      // A connection that is handed over or closed tells of no error.
      const closed = () => fail(new Error('Closed without an answer.'));
      request.once('error', fail).once('close', closed);
      request.once('upgrade', ({ statusCode }, socket) => {
        socket.destroy();
        fail(new Error(`Answered ${statusCode}; protocols are not switched.`));
      });
      request.once('response', (response) => {
        request.off('close', closed);
        void readAnswer(response).then((answer) => {
          either.removeEventListener('abort', giveUp);
          resolve(told(response, answer));
        });
      });
      request.end(body);
    });
  }

  #open({ url: text, headers, body }: Parcel): ClientRequest {
    const url = new URL(text);
    const options = { method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } };
    return url.protocol === 'https:'
      ? httpsRequest(url, { ...options, agent: this.#encrypted })
      : httpRequest(url, { ...options, agent: this.#plain });
  }
}

/** Gives the request up where no connection stands in time; tells whether one stood. */
function connecting(request: ClientRequest, millis: number): { readonly stood: boolean } {
  const connection = { stood: false };
  request.once('socket', (socket) => {
    connection.stood = !socket.connecting;
    if (connection.stood) return;
    const timer = setTimeout(() => request.destroy(new Error(`No connection within ${millis} ms.`)), millis);
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
      connection.stood = true;
      clearTimeout(timer);
    });
    request.once('close', () => clearTimeout(timer));
  });
  return connection;
}

/** Its beginning; a connection whose answer is longer is not used again. */
async function readAnswer(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) break;
    }
  } catch {
    // The status says what became of the message; what follows it is for the log alone.
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString('utf8');
}

function told(response: IncomingMessage, answer: string): Omit<Outcome, 'millis'> {
  const status = response.statusCode ?? 0;
  const rest = retryAfterMillis(response.headers['retry-after'], Date.now());
  return {
    status,
    ...(answer === '' ? {} : { answer }),
    ...(rest === undefined ? {} : { retryAfterMillis: rest }),
    ...complaintOf(status),
  };
}

function complaintOf(status: number): { error?: string } {
  if (status >= 200 && status < 300) return {};
  if (status >= 300 && status < 400) return { error: `Answered ${status}; redirects are not followed.` };
  return { error: `Answered ${status}.` };
}
