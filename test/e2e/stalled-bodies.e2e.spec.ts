import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk } from './desk.js';

let app: RunningApp;
let refurbisher: Desk;
beforeAll(async () => {
  app = await RunningApp.start({ CIRCULOG_BODY_STALL_SECONDS: '0.3' });
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
});
afterAll(() => app.close());

/** Declares more than it sends, and leaves the connection open: all that comes until the server ends it. */
function begun(path: string, type: string, beginning: string): Promise<string> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    'Content-Length: 1000',
    `Content-Type: ${type}`,
    `Authorization: Bearer ${refurbisher.key}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${beginning}`);
  return text(socket);
}

describe('a body of which nothing more comes', () => {
  it.each([
    ['of a report', '/v1/events', 'application/json', '{"device": '],
    ['of a report, not even its beginning', '/v1/events', 'application/json', ''],
    ['of a batch', '/v1/events/batch', 'application/x-ndjson', '{"device": '],
    ['of a file', '/v1/imports', 'application/x-ndjson', '{"device": '],
  ])('is given up with an answer: %s', async (_, path, type, beginning) => {
    const answer = await begun(path, type, beginning);
    expect(answer.slice(0, 12)).toBe('HTTP/1.1 408');
    expect(answer).toContain('"rule":"body-stalled"');
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  it('leaves nothing of a file behind', async () => {
    await begun('/v1/imports', 'application/x-ndjson', '{"device": ');
    expect(readdirSync(join(app.dataFolder, 'spool'))).toEqual([]);
    expect((await refurbisher.get('/v1/imports')).body.items).toEqual([]);
  });
});
