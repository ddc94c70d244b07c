import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

interface CloudEventJson {
  specversion: string;
  id: string;
  type: string;
  subject: string;
  source: string;
  partitionkey: string;
  data: Record<string, unknown>;
}

export interface Received {
  headers: Record<string, string>;
  body: string;
  event: CloudEventJson;
}

/** Answers with a status, or with more. */
type Answering = (received: Received) => number | ((response: ServerResponse) => void);

/** A partner's endpoint on this machine, that verifies with the public library what it is sent. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  answer: Answering = () => 204;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => void receiver.#take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  /** What was sent and signed with this secret; throws for what was not. */
  verified(secret: string): CloudEventJson[] {
    const webhook = new Webhook(secret);
    return this.received.map(({ body, headers }) => webhook.verify(body, headers) as CloudEventJson);
  }

  get ids(): string[] {
    return this.received.map(({ event }) => event.id);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const received = { headers: request.headers as Record<string, string>, body, event: JSON.parse(body) };
    this.received.push(received);
    const answer = this.answer(received);
    if (typeof answer === 'number') response.writeHead(answer).end();
    else answer(response);
  }
}
