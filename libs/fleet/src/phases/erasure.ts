import { ERASER, type FleetPartner } from '../partners.js';
import type { Story } from '../story.js';

/** Every storage medium is sanitised and verified; the certificate comes with the report or a day later. */
export function erased(story: Story, workshop: FleetPartner): void {
  const { random, device } = story;
  const eraser = workshop.roles.includes('erasure') && random.chance(0.7) ? workshop : ERASER;
  device.media.forEach((medium, index) => {
    story.passMinutes(4, 40);
    const certificate = { id: story.reference('cert'), sha256: random.hex(64) };
    const later = random.chance(0.3);
    story.tell(
      eraser,
      'ErasureCompleted',
      {
        mediumId: medium.mediumId,
        level: medium.kind === 'hdd' ? 'clear' : 'purge',
        method: medium.kind === 'hdd' ? 'overwrite' : 'crypto_erase',
        tool: { name: 'Slate Wiper', version: '4.1' },
        standard: 'NIST SP 800-88 Rev. 2',
        result: 'pass',
        verification: { method: 'full', by: 'software', result: 'pass' },
        passes: 1,
        durationS: random.whole(40, 5400),
        ...(index === device.media.length - 1 ? { mediaComplete: true } : {}),
        ...(later ? {} : { certificate }),
      },
      { confidence: 'scanned' },
    );
    const target = story.deliveries.at(-1)?.report.reference;
    if (!later || target === undefined) return;
    story.passMinutes(30, 1200);
    story.tell(eraser, 'EvidenceAttached', {
      kind: 'erasure_certificate',
      sha256: certificate.sha256,
      id: certificate.id,
      serial: medium.serial,
      target: { reference: target },
      mediaType: 'application/pdf',
    });
  });
}
