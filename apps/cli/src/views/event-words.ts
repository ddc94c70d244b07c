import type { Json, JsonObject } from '#kernel';

/** `GradeAssigned` as `Grade assigned`. */
export function headline(type: string): string {
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const plain = (value: Json): string => String(value).replaceAll('_', ' ');
const party = (value: Json): string => String(value).replace(/^partner:/, '');
const kilograms = (value: Json): string => `${String(value)} kg`;

function grade(value: Json): string {
  if (!isObject(value)) return plain(value);
  const code = value.code ?? [value.functional, value.cosmetic].filter(Boolean).join('/');
  return `${String(code)} (${String(value.scheme)})`;
}

function money(value: Json): string {
  if (!isObject(value)) return plain(value);
  return `${(Number(value.amountMinor) / 100).toFixed(2)} ${String(value.currency)}`;
}

function tests(value: Json): string {
  const all = Array.isArray(value) ? value.filter(isObject) : [];
  const failed = all.filter(({ result }) => result === 'fail').map(({ code }) => String(code));
  return failed.length === 0 ? `${all.length} tests passed` : `failed ${failed.join(', ')} of ${all.length} tests`;
}

function battery(value: Json): string {
  return isObject(value) ? `battery ${String(value.healthPercent ?? '?')} %` : plain(value);
}

function changes(value: Json): string {
  const all = Array.isArray(value) ? value.filter(isObject) : [];
  return all.map((one) => `${String(one.kind)} ${String(one.oldValue)} -> ${String(one.newValue)}`).join(', ');
}

function outputs(value: Json): string {
  const all = Array.isArray(value) ? value.filter(isObject) : [];
  return all.map(({ material, massKg }) => `${plain(material ?? '?')} ${String(massKg ?? '?')} kg`).join(', ');
}

/** What is worth a word on a timeline, in the order in which it is said. */
const FACTS: readonly (readonly [field: string, words: (value: Json) => string])[] = [
  ['brand', plain],
  ['model', plain],
  ['fromParty', (value) => `from ${party(value)}`],
  ['toParty', (value) => `to ${party(value)}`],
  ['to', (value) => `to ${party(value)}`],
  ['buyerRef', (value) => `to ${party(value)}`],
  ['ownerRef', (value) => `to ${party(value)}`],
  ['toRef', (value) => `to ${party(value)}`],
  ['sellerRef', (value) => `by ${party(value)}`],
  ['channel', (value) => `on ${party(value)}`],
  ['basis', plain],
  ['purpose', (value) => `for ${plain(value)}`],
  ['intakeReason', plain],
  ['route', plain],
  ['stage', plain],
  ['tests', tests],
  ['battery', battery],
  ['detailCode', plain],
  ['city', plain],
  ['outcome', plain],
  ['level', plain],
  ['method', plain],
  ['result', plain],
  ['grade', grade],
  ['declaredGrade', (value) => `declared ${grade(value)}`],
  ['slot', plain],
  ['origin', plain],
  ['disposition', (value) => `for ${plain(value)}`],
  ['changes', changes],
  ['price', money],
  ['reasonCode', (value) => `reason ${plain(value)}`],
  ['resolution', plain],
  ['reason', plain],
  ['massKg', kilograms],
  ['inputMassKg', kilograms],
  ['outputs', outputs],
];

export const facts = (data: JsonObject): string =>
  FACTS.flatMap(([field, words]) => {
    const value = data[field];
    return value === undefined || value === null ? [] : [words(value)];
  }).join(', ');
