import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openForWriting } from './connection.js';
import { LogWriter } from './log-writer.js';
import { assertFinished, prepareSchema } from './schema.js';
import { assertGuarded } from './schema-check.js';
import { type AnswerMessage, type BatchMessage, type Cell, readRequests, writeOutcome } from './wire.js';

/** Requests that share one transaction at most; what waits beyond goes into the next. */
const GROUP_REQUESTS_MAX = 4_096;

function serve(port: MessagePort, path: string): void {
  const database = openForWriting(path);
  const epoch = prepareSchema(database);
  assertFinished(database);
  assertGuarded(database);
  const writer = new LogWriter(database);
  port.on('message', (first: BatchMessage | 'close') => {
    if (first === 'close') {
      database.close();
      port.close();
      return;
    }
    commitGroup(port, writer, first);
  });
  port.postMessage({ epoch, head: writer.head });
}

/** Everything that arrived while the last transaction ran goes into this one. */
function commitGroup(port: MessagePort, writer: LogWriter, first: BatchMessage): void {
  const group = [first];
  const requests = readRequests(first.cells);
  const counts = [requests.length];
  while (requests.length < GROUP_REQUESTS_MAX) {
    const waiting = receiveMessageOnPort(port)?.message as BatchMessage | undefined;
    if (waiting === undefined) break;
    const more = readRequests(waiting.cells);
    group.push(waiting);
    counts.push(more.length);
    requests.push(...more);
  }
  const outcomes = writer.commit(requests, Math.max(...group.map(({ now }) => now)));
  let answered = 0;
  const answers = group.map(({ ticket }, index) => {
    const cells: Cell[] = [];
    const until = answered + (counts[index] ?? 0);
    while (answered < until) writeOutcome(cells, outcomes[answered++]!);
    return { ticket, cells };
  });
  port.postMessage({ answers, head: writer.head } satisfies AnswerMessage);
}

if (parentPort !== null) serve(parentPort, (workerData as { path: string }).path);
