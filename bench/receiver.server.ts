import { Arrivals, answerFor } from './arrivals.js';

const RECORDED = /"recordedtime":"([^"]+)"/;
const arrivals = new Arrivals();

/** A partner's endpoint that takes whatever comes: a body is searched for when it was recorded, and no further. */
await answerFor(arrivals, (request, response) => {
  let body = '';
  request.setEncoding('latin1').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    response.writeHead(204).end();
    arrivals.take(RECORDED.exec(body)?.[1] ?? '');
  });
});
