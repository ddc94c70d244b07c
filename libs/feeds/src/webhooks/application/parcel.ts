import { cloudEventOf, SOURCE } from '../../cloud-event.js';
import type { FeedMessage } from '../../domain/index.js';
import { signatureHeaders } from '../domain/signature.js';
import type { Parcel } from '../sending/webhook-sender.js';
import type { Secrets } from './webhook-records.js';

/** One message as a request: a CloudEvent in JSON, signed with every secret that is valid. */
export function parcelOf(
  message: FeedMessage,
  { url, secrets, now }: { url: string; secrets: Secrets; now: number },
): Parcel {
  const body = JSON.stringify(cloudEventOf(message, SOURCE));
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'Circulog',
    ...signatureHeaders({ id: message.id, timestamp: Math.floor(now / 1_000), body }, validSecrets(secrets, now)),
  };
  return { url, headers, body };
}

function validSecrets({ current, previous }: Secrets, now: number): string[] {
  const both = previous !== undefined && Date.parse(previous.until) > now;
  return both ? [current, previous.secret] : [current];
}
