import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { type CloudEvent, Inbox } from './inbox.ts';

const OPTIONS = {
  port: { type: 'string', default: '8080' },
  inbox: { type: 'string', default: 'inbox.ndjson' },
} as const;
const { values } = parseArgs({ options: OPTIONS });
const secret = process.env.WEBHOOK_SECRET;
if (secret === undefined) {
  console.error('Set WEBHOOK_SECRET to the secret that the subscription was made with (whsec_...).');
  process.exit(2);
}

const BODY_BYTES_MAX = 1024 * 1024;

const webhook = new Webhook(secret);
const inbox = await Inbox.open(values.inbox);

const server = createServer((request, response) => {
  receive(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});

/** 2xx only for what is kept: everything else is sent again. */
async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
  const body = await bodyOf(request);
  if (body === undefined) return void response.writeHead(413, { connection: 'close' }).end();
  const event = verified(body, request.headers as Record<string, string>);
  if (event === undefined) return void response.writeHead(401).end();
  const webhookId = String(request.headers['webhook-id']);
  const isNew = await inbox.keep(webhookId, event);
  response.writeHead(204).end();
  console.log(`${webhookId} ${event.type} ${event.subject}${isNew ? '' : ' (again)'}`);
}

/** The bytes as they came: the signature is over them, and not over what JSON makes of them. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Signed with this secret, over this body, a few minutes ago at most. */
function verified(body: string, headers: Record<string, string>): CloudEvent | undefined {
  try {
    return webhook.verify(body, headers) as CloudEvent;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    console.error(`refused: ${error.message}`);
    return undefined;
  }
}

/** Whoever is being answered gets the answer; then the port is free, and the file whole. */
function stop(): void {
  server.close(async () => {
    await inbox.close();
    console.log('stopped');
  });
  server.closeIdleConnections();
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);

server.listen(Number(values.port), () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`);
});
