import { z } from 'zod';
import { line, reference } from './text.js';

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'SHA-256 in 64 lower-case hexadecimal digits is expected.' })
  .describe('SHA-256 of the document, 64 hexadecimal digits');

export const certificate = z.strictObject({
  id: reference.describe('Number of the certificate with its issuer').exactOptional(),
  sha256,
});

export const mediaType = line.describe('Such as application/pdf');
/** Documents are kept by their owners; the log keeps what proves them unchanged. */
export const photos = z.array(sha256).min(1).max(50).describe('Photos, by their SHA-256');
