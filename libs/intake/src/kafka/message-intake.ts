import { hash } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { type Failure, isoOf, type Micros, type Refusal } from '#kernel';
import type { Outcome, Submission } from '#lifecycle';
import { refused } from '#lifecycle/domain';
import type { Caller, PartnerDirectory } from '#partners/domain';
import { firstTold } from '../application/first-told.js';
import { growingPauses, isNotTaken } from '../application/passing-trouble.js';
import { shortened, shortReference } from '../domain/short-answer.js';
import type { AnsweredMessage } from './answered-message.js';
import { type MessagePlace, placeText } from './message-place.js';
import { type ReadMessage, readMessage } from './read-message.js';
import type { RefusedMessage, RefusedMessages } from './refused-messages.js';

export interface Received {
  place: MessagePlace;
  message: KafkaMessage;
}

export interface Answering {
  partnerId: string;
  /** Some may have been recorded before, without their result having been told. */
  mayRepeat: boolean;
  /** Ends the waiting, with nothing answered. */
  signal: AbortSignal;
}

export interface MessageIntakeParts {
  partners: Pick<PartnerDirectory, 'find'>;
  record(submissions: Submission[]): Promise<Outcome[]>;
  /** Correlation of a recorded event: it names the message that recorded it. */
  correlationOf(eventId: string): Promise<string | undefined>;
  refusals: Pick<RefusedMessages, 'keep'>;
  /** Resolves when projections are near enough to take more, or when aborted. */
  waitForRoom(signal: AbortSignal): Promise<void>;
  now(): Micros;
  /** As of a body of `POST /v1/events`. */
  bytesMax: number;
  /** Told of each attempt that the log or the store did not take; it is tried again. */
  onTrouble(error: unknown): void;
  /** Told when an attempt that follows on one is over, with success or without. */
  onEndOfTrouble(): void;
  /** Told of what nobody foresaw in a message, which its sender is not. */
  onFailure(error: unknown, place: MessagePlace): void;
}

/** A broker's time of a message is believed within this: topics that others made may carry the sender's. */
const DAY_MILLIS = 86_400_000;

/** Turns messages of one partner into answers, in their order, none passed over: while the log is away, it waits. */
export class MessageIntake {
  constructor(private readonly parts: MessageIntakeParts) {}

  async answer(received: readonly Received[], answering: Answering): Promise<AnsweredMessage[]> {
    const read = received.map((each) => this.#read(each));
    const answered: AnsweredMessage[] = [];
    let [attempts, ahead] = [0, false];
    await this.#untilDone(answering.signal, async () => {
      const mayRepeat = answering.mayRepeat || attempts > 0;
      attempts += 1;
      const from = answered.length;
      // After trouble one goes ahead, to see whether the log is back.
      const to = ahead ? from + 1 : received.length;
      ahead = true;
      const outcomes = await this.#outcomes(received.slice(from, to), read.slice(from, to), {
        ...answering,
        mayRepeat,
      });
      for (const [at, outcome] of outcomes.entries()) {
        // Those behind one that was not taken are told behind it, when it is: the order stays.
        if (isNotTaken(outcome)) throw new NotTaken(outcome.errors[0]?.detail);
        const { place } = received[from + at] as Received;
        answered.push({ place, reference: shortReference(read[from + at]?.reference), outcome });
      }
      ahead = false;
      return answered.length === received.length;
    });
    await this.#keepRefusals(received, answered, answering);
    return answered;
  }

  /** Whatever one message holds, it keeps no other from being read. */
  #read({ message, place }: Received): ReadMessage {
    try {
      return readMessage(message, place, this.parts.bytesMax);
    } catch (error) {
      this.parts.onFailure(error, place);
      return { refusal: refused(400, UNREADABLE) };
    }
  }

  async #outcomes(received: readonly Received[], read: readonly ReadMessage[], answering: Answering) {
    const partner = this.parts.partners.find(answering.partnerId);
    if (partner === undefined || partner.suspended) return received.map(() => suspended(answering.partnerId));
    await this.parts.waitForRoom(answering.signal);
    answering.signal.throwIfAborted();
    const caller: Caller = { partner, keyId: 'kafka' };
    const submissions = read.flatMap((each, at) =>
      'report' in each ? [this.#submission(each, (received[at] as Received).place, caller)] : [],
    );
    const recorded = submissions.length === 0 ? [] : await this.parts.record(submissions);
    let told = 0;
    const outcomes = read.map((each) => ('report' in each ? (recorded[told++] as Outcome) : each.refusal));
    if (!answering.mayRepeat) return outcomes;
    const { correlationOf } = this.parts;
    return Promise.all(
      outcomes.map((outcome, at) => firstTold(outcome, correlation((received[at] as Received).place), correlationOf)),
    );
  }

  #submission(read: Extract<ReadMessage, { report: unknown }>, place: MessagePlace, caller: Caller): Submission {
    return {
      report: read.report,
      caller,
      channel: 'kafka',
      correlationId: correlation(place),
      ...(read.fallbackReference === undefined ? {} : { fallbackReference: read.fallbackReference }),
      receivedAt: this.parts.now(),
    };
  }

  /** Before their results are told: what a partner has read of, it finds. */
  async #keepRefusals(received: readonly Received[], answered: readonly AnsweredMessage[], answering: Answering) {
    const kept = answered.flatMap((each, at) =>
      each.outcome.outcome === 'refused' ? [this.#refusedMessage(received[at] as Received, each, each.outcome)] : [],
    );
    await this.#untilDone(answering.signal, () => this.parts.refusals.keep(answering.partnerId, kept).then(() => true));
  }

  #refusedMessage({ message, place }: Received, { reference }: AnsweredMessage, refusal: Refusal): RefusedMessage {
    const value = message.value ?? Buffer.alloc(0);
    const { status, title, errors } = refusal;
    const now = this.parts.now() / 1000;
    const millis = Math.min(now, Math.max(now - DAY_MILLIS, Number(message.timestamp) || 0));
    return {
      ...place,
      at: isoOf(Math.floor(millis) * 1000),
      reference,
      status,
      title,
      errors: shortened(errors),
      bytes: value.length,
      sha256: hash('sha256', value, 'hex'),
    };
  }

  /** Again and again, with pauses that grow, until it says that it is done. Throws only when aborted. */
  async #untilDone(signal: AbortSignal, attempt: () => Promise<boolean>): Promise<void> {
    let [wait, troubled] = [growingPauses(signal), false];
    try {
      for (let done = false; !done; ) {
        signal.throwIfAborted();
        try {
          done = await attempt();
          wait = growingPauses(signal);
        } catch (error) {
          signal.throwIfAborted();
          troubled = true;
          this.parts.onTrouble(error);
          await wait();
        }
      }
    } finally {
      if (troubled) this.parts.onEndOfTrouble();
    }
  }
}

/** The log did not take a report just now. */
class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

/** Events that a message recorded name it. */
const correlation = (place: MessagePlace): string => `kafka:${placeText(place)}`;

const UNREADABLE: Failure = {
  pointer: '',
  rule: 'unreadable-message',
  detail: 'The message cannot be read.',
  hint: 'Send the report as JSON, as `POST /v1/events` takes it.',
};

const suspended = (partnerId: string): Refusal =>
  refused(403, {
    pointer: '',
    rule: 'suspended-partner',
    detail: `The partner ${partnerId} is suspended.`,
    hint: 'Ask the operator to reactivate it, then send the report again.',
  });
