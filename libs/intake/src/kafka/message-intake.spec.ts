import { describe, expect, it } from '@jest/globals';
import type { KafkaMessage } from 'kafkajs';
import type { Outcome, Submission } from '#lifecycle';
import { type Answer, refused } from '#lifecycle/domain';
import type { Partner } from '#partners/domain';
import { MessageIntake, type MessageIntakeParts } from './message-intake.js';
import type { RefusedMessage } from './refused-messages.js';

const GREEN = {
  id: 'green',
  name: 'Green',
  roles: [],
  country: 'DE',
  sites: [],
  suspended: false,
  actsFor: [],
} as Partner;
const TOPIC = 'circulog.intake.v1.green';
const busy = refused(503, { pointer: '', rule: 'retry', detail: 'Not now.' });
const wrong = refused(422, { pointer: '/type', rule: 'unknown-type', detail: 'No.' });

const answerOf = (reference: string): Answer => ({
  eventId: `event-of-${reference}`,
  deviceCreated: false,
  revision: 0,
  outcome: 'accepted',
  anomalies: [],
});
const recorded = (reference: string): Outcome => ({
  outcome: 'recorded',
  status: 201,
  answer: answerOf(reference),
  position: '1',
});
const repeat = (reference: string): Outcome => ({ outcome: 'repeat', status: 200, answer: answerOf(reference) });

const message = (offset: number, value: string) => ({
  place: { topic: TOPIC, partition: 0, offset: String(offset) },
  message: {
    offset: String(offset),
    value: Buffer.from(value),
    key: null,
    timestamp: '1000',
    attributes: 0,
  } as KafkaMessage,
});
const report = (offset: number, reference = `r-${offset}`) => message(offset, JSON.stringify({ reference }));

/** `script`: what each call of the recorder answers, by reference; an error is thrown. */
function given(script: ((submission: Submission) => Outcome)[], more: Partial<MessageIntakeParts> = {}) {
  const calls: string[][] = [];
  const kept: RefusedMessage[] = [];
  const troubles: string[] = [];
  const parts: MessageIntakeParts = {
    partners: { find: () => GREEN },
    record: async (submissions) => {
      const answer = script[Math.min(calls.length, script.length - 1)];
      calls.push(submissions.map((each) => String((each.report as { reference: string }).reference)));
      return submissions.map((each) => (answer as (submission: Submission) => Outcome)(each));
    },
    correlationOf: async () => undefined,
    refusals: { keep: async (_, refusedNow) => void kept.push(...refusedNow) },
    waitForRoom: async () => undefined,
    now: () => 5_000_000,
    bytesMax: 1_000,
    onTrouble: (error) => troubles.push(String(error)),
    onEndOfTrouble: () => troubles.push('over'),
    onFailure: (_, { offset }) => troubles.push(`unreadable: ${offset}`),
    ...more,
  };
  const answer = (messages: ReturnType<typeof message>[], mayRepeat = false, signal = new AbortController().signal) =>
    new MessageIntake(parts).answer(messages, { partnerId: 'green', mayRepeat, signal });
  return { answer, calls, kept, troubles };
}

const referenceOf = ({ report: told }: Submission) => (told as { reference: string }).reference;
const allRecorded = (submission: Submission) => recorded(referenceOf(submission));
const statusesOf = (answered: { outcome: Outcome }[]) => answered.map(({ outcome }) => outcome.status);

describe('messages of a partner', () => {
  it('are answered in their order, what cannot be read among what is recorded', async () => {
    const { answer, calls, kept } = given([(each) => (referenceOf(each) === 'r-2' ? wrong : allRecorded(each))]);
    const answered = await answer([report(0), message(1, '{'), report(2), report(3)]);
    expect(statusesOf(answered)).toEqual([201, 400, 422, 201]);
    expect(calls).toEqual([['r-0', 'r-2', 'r-3']]);
    expect(kept.map(({ offset, status, bytes }) => [offset, status, bytes])).toEqual([
      ['1', 400, 1],
      ['2', 422, 19],
    ]);
  });

  it('are refused one by one where reading one fails, which keeps no other from its answer', async () => {
    const { answer, kept, troubles } = given([allRecorded]);
    const odd = message(1, '{}');
    odd.message.headers = { 'content-type': { toString: 0 } as never };
    expect(statusesOf(await answer([report(0), odd, report(2)]))).toEqual([201, 400, 201]);
    expect(kept.map(({ offset, errors }) => [offset, errors[0]?.rule])).toEqual([['1', 'unreadable-message']]);
    expect(troubles).toEqual(['unreadable: 1']);
  });

  it('are tried again from the first that the log did not take, with one ahead, and none is passed over', async () => {
    const { answer, calls, troubles } = given([
      (each) => (referenceOf(each) === 'r-1' ? busy : allRecorded(each)),
      () => busy,
      allRecorded,
    ]);
    expect(statusesOf(await answer([report(0), report(1), report(2)]))).toEqual([201, 201, 201]);
    expect(calls).toEqual([['r-0', 'r-1', 'r-2'], ['r-1'], ['r-1'], ['r-2']]);
    expect(troubles).toEqual(['NotTaken: Not now.', 'NotTaken: Not now.', 'over']);
  });

  it('whose answer was lost are told the first one, and those of others a repeat', async () => {
    const { answer } = given([(each) => repeat(referenceOf(each))], {
      correlationOf: async (eventId) => (eventId === 'event-of-r-0' ? `kafka:${TOPIC}/0/0` : 'import-1#7'),
    });
    expect(statusesOf(await answer([report(0), report(1)], true))).toEqual([201, 200]);
    expect(statusesOf(await answer([report(0)], false))).toEqual([200]);
  });

  it('of a suspended partner are refused, and nothing is recorded', async () => {
    const { answer, calls, kept } = given([allRecorded], { partners: { find: () => ({ ...GREEN, suspended: true }) } });
    expect(statusesOf(await answer([report(0)]))).toEqual([403]);
    expect([calls, kept.map(({ errors }) => errors[0]?.rule)]).toEqual([[], ['suspended-partner']]);
  });

  it('wait for the store of refusals, and leave off waiting when told to', async () => {
    let failures = 2;
    const keep = async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('away');
    };
    const { answer, troubles } = given([() => wrong], { refusals: { keep } });
    expect(statusesOf(await answer([report(0)]))).toEqual([422]);
    expect(troubles).toEqual(['Error: away', 'Error: away', 'over']);

    const ending = new AbortController();
    const endless = given([() => busy], { onTrouble: () => ending.abort(new Error('the end')) });
    await expect(endless.answer([report(0)], false, ending.signal)).rejects.toThrow('the end');
  });
});
