import type { Message } from 'kafkajs';

/** A client sends all messages of a partition as one batch, of which brokers take a megabyte. */
const PORTION_BYTES_MAX = 512 * 1024;
/** Key, headers and framing of a message. */
const BESIDE_VALUE_BYTES = 1_024;

/** The same messages in their order, each portion small enough for a broker even if all of it is for one partition. */
export function* inPortions(messages: readonly Message[]): Generator<Message[]> {
  let [portion, bytes]: [Message[], number] = [[], 0];
  for (const message of messages) {
    const size = Buffer.byteLength(message.value ?? '') + BESIDE_VALUE_BYTES;
    if (portion.length > 0 && bytes + size > PORTION_BYTES_MAX) {
      yield portion;
      [portion, bytes] = [[], 0];
    }
    portion.push(message);
    bytes += size;
  }
  if (portion.length > 0) yield portion;
}
