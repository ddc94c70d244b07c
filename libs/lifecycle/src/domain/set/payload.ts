import { type Json, type JsonObject, type Micros, parseInstant, type RecordedEvent, startOfDay } from '#kernel';

/** Reading payload fields that the declarations have validated already; absent or of another shape: `undefined`. */
export const textOf = (data: JsonObject, key: string): string | undefined => {
  const value = data[key];
  return typeof value === 'string' ? value : undefined;
};

export const numberOf = (data: JsonObject, key: string): number | undefined => {
  const value = data[key];
  return typeof value === 'number' ? value : undefined;
};

export const objectOf = (data: JsonObject, key: string): JsonObject | undefined => {
  const value = data[key];
  return isObject(value) ? value : undefined;
};

export const objectsOf = (data: JsonObject, key: string): JsonObject[] => {
  const value = data[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

export const textsOf = (data: JsonObject, key: string): string[] => {
  const value = data[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A day, or a time with an offset, as UTC microseconds. */
export const momentOf = (text: string | undefined): Micros | undefined =>
  text === undefined ? undefined : text.length === 10 ? startOfDay(text) : parseInstant(text);

/** Target of a retraction, dispute or attachment: an event id, or a reference of the same sender. */
export function targetOf(event: Pick<RecordedEvent, 'data'>): { eventId?: string; reference?: string } {
  const target = event.data.target;
  if (typeof target === 'string') return { eventId: target };
  if (!isObject(target)) return {};
  const eventId = textOf(target, 'eventId');
  const reference = textOf(target, 'reference');
  return { ...(eventId !== undefined && { eventId }), ...(reference !== undefined && { reference }) };
}
