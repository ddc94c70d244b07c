import { CloudEvent } from 'cloudevents';
import { type Failure, shortDigest } from '#kernel';

const REFERENCE_LENGTH_MAX = 128;

/** The attributes that Circulog looks at; all others are the sender's own affair. */
export interface Attributes {
  id?: unknown;
  source?: unknown;
  type?: unknown;
  specversion?: unknown;
}

/** What makes these no attributes of a CloudEvent 1.0, if anything. */
export function attributeFailure({ id, source, type, specversion }: Attributes): Failure | undefined {
  // The package puts another one in the place of an id that is missing.
  if (typeof id !== 'string' || id === '') return notACloudEvent('It has no id.');
  if (specversion !== '1.0') return notACloudEvent(`Its specversion is ${named(specversion)}, not 1.0.`);
  try {
    new CloudEvent({ id, source: source as string, type: type as string, specversion });
    return undefined;
  } catch {
    return notACloudEvent('It needs a source that is a URI or a path, and a type.');
  }
}

/** Source and id name a CloudEvent for ever; a source holds no blank, so that the two are told apart. */
export function referenceOf({ id, source }: Attributes): string {
  const whole = `${source} ${id}`;
  const fits = whole.length <= REFERENCE_LENGTH_MAX && /^[!-~][ -~]*[!-~]$/.test(whole);
  return fits ? whole : `ce-${shortDigest(whole)}`;
}

/** A text as it stands; of anything else its kind, as no object has to have a text. */
const named = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 20) : `of type ${typeof value}`);

const notACloudEvent = (detail: string): Failure => ({
  pointer: '',
  rule: 'not-a-cloud-event',
  detail,
  hint: 'CloudEvents 1.0 need specversion, id, source and type; or send the report alone, without ce_ headers.',
});
