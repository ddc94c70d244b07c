import type { Message } from 'kafkajs';
import { cloudEventMessage, type SchemaName, SOURCE } from '#feeds';
import type { JsonObject } from '#kernel';
import { type AnsweredMessage, resultOf } from './answered-message.js';
import { placeText } from './message-place.js';

export const RESULT_TYPE = 'org.circulog.intake.ReportAnswered.v1';
export const RESULT_SCHEMA: SchemaName = { name: 'intake-results.ReportAnswered', version: 1 };

/** One result as a CloudEvent in binary mode. The place of what it answers is its id, and its key where no reference is. */
export function resultMessage(answered: AnsweredMessage, at: string): Message {
  const place = placeText(answered.place);
  const name = answered.reference?.trim() || place;
  return cloudEventMessage(
    {
      id: place,
      type: RESULT_TYPE,
      subject: name,
      time: at,
      recordedAt: at,
      key: name,
      about: {},
      schema: RESULT_SCHEMA,
      data: resultOf(answered) as JsonObject,
    },
    SOURCE,
  );
}
