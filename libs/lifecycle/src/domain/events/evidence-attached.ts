import { z } from 'zod';
import { defineEvent } from '#kernel';
import { mediaType, sha256 } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { target } from '../values/target.js';
import { code, reference, uri } from '../values/text.js';
import { phases } from './phases.js';

export const EvidenceAttached = defineEvent('EvidenceAttached', {
  version: 1,
  summary: 'A document about it exists; the log keeps its hash.',
  phase: phases.EvidenceAttached,
  emitters: 'any',
  tiers: {
    kind: 'holder',
    sha256: 'holder',
    target: 'holder',
    id: 'holder',
    serial: 'holder',
    uri: 'holder',
    mediaType: 'holder',
  },
  data: eventData({
    kind: z
      .enum([
        'erasure_certificate',
        'test_record',
        'transfer_certificate',
        'transport_document',
        'photo',
        'recycling_certificate',
      ])
      .describe('What kind of document'),
    sha256,
    target: target.exactOptional(),
    id: reference.describe('Number of the document').exactOptional(),
    serial: code.describe('Serial number that the document names').exactOptional(),
    uri: uri.describe('Where its owner keeps it').exactOptional(),
    mediaType: mediaType.exactOptional(),
  }),
});
export type EvidenceAttachedData = z.output<typeof EvidenceAttached.data>;
