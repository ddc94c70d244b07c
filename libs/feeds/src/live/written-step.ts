import { cloudEventOf, SOURCE } from '../cloud-event.js';
import type { FeedMessage, FeedPosition, FeedStep } from '../domain/index.js';

/** A message, and how it goes out: made once when somebody wants it, however many streams it goes to. */
class WrittenMessage {
  #text: string | undefined;

  constructor(readonly message: FeedMessage) {}

  /** Without an `id:` and the blank line that ends it. CloudEvents in structured mode: their JSON has no line break. */
  get text(): string {
    this.#text ??= `event: ${this.message.type}\ndata: ${JSON.stringify(cloudEventOf(this.message, SOURCE))}\n`;
    return this.#text;
  }
}

export interface WrittenStep {
  messages: readonly WrittenMessage[];
  reached: FeedPosition;
}

export const writtenStep = ({ messages, reached }: FeedStep): WrittenStep => ({
  messages: messages.map((message) => new WrittenMessage(message)),
  reached,
});

export const lengthOf = ({ messages }: WrittenStep): number => messages.reduce((sum, { text }) => sum + text.length, 0);
