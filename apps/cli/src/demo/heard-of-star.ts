import type { Terminal } from '../console/terminal.js';

/** So many of its events are shown: the first that the log has of it. */
const SHOWN = 4;
/** The feed is read from its start, past every other device's events: no longer than this. */
const PATIENCE_MILLIS = 15_000;
const MESSAGE = /^data: (.+)$/gm;

/** What a subscriber hears of one device, read as a subscriber reads it; and the line that does so by hand. */
export async function heardOfStar(url: string, key: string, identifier: string, terminal: Terminal): Promise<void> {
  const path = `/v1/feeds/device-events/stream?after=start&devices=${encodeURIComponent(identifier)}`;
  const heard = await hear(url + path, key);
  terminal.line(`\n${terminal.colors.bold('What subscribers hear')}\n`);
  for (const { type, time } of heard) terminal.line(`  ${time.slice(0, 10)}  ${type}`);
  terminal.line('  and so on, as CloudEvents:');
  terminal.line(`\n  curl -N -H "Authorization: Bearer $KEY" 'localhost:3000${path}'`);
}

/** The first few messages, or as many as come before patience ends. */
async function hear(url: string, key: string): Promise<{ type: string; time: string }[]> {
  const ending = new AbortController();
  const patience = setTimeout(() => ending.abort(), PATIENCE_MILLIS);
  let messages: string[] = [];
  let text = '';
  try {
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` }, signal: ending.signal });
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += piece;
      // The last line may not be whole yet.
      messages = [...text.slice(0, text.lastIndexOf('\n') + 1).matchAll(MESSAGE)].map(([, data = '{}']) => data);
      if (messages.length >= SHOWN) break;
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    clearTimeout(patience);
    ending.abort();
  }
  return messages.slice(0, SHOWN).map((data) => JSON.parse(data));
}
