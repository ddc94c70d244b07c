import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/** Headers by which a receiver knows whose message it is (Standard Webhooks 1.0); one signature for each secret. */
export function signatureHeaders(signed: Signed, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => `v1,${hmac(signed, secret)}`);
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestamp),
    'webhook-signature': signatures.join(' '),
  };
}

const hmac = ({ id, timestamp, body }: Signed, secret: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
