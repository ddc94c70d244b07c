import type { JsonObject } from '#kernel';
import type { FleetPartner } from '../partners.js';
import type { Story } from '../story.js';

const TESTS = ['TOUCH', 'DISPLAY', 'SPEAKER', 'MICROPHONE', 'CAMERA', 'WIFI', 'BLUETOOTH', 'CHARGING'] as const;

type Stage = 'intake' | 'final' | 'return';
/** How often a test fails: what comes in is used, what goes out has been worked on. */
const FAILURE_SHARE: Record<Stage, number> = { intake: 0.35, final: 0.07, return: 0.3 };

/** A test run of a diagnostics tool: what works, the battery, the storage that it found, the locks. Answers whether all passed. */
export function diagnosed(story: Story, tester: FleetPartner, stage: Stage): boolean {
  const { random, device } = story;
  const broken = random.chance(FAILURE_SHARE[stage]) ? random.pick(TESTS) : undefined;
  const portable = ['smartphone', 'tablet', 'laptop', 'other'].includes(device.model.category);
  story.tell(
    tester,
    'DiagnosticsReported',
    {
      tool: { name: 'Bench Probe', version: '7.2' },
      stage,
      tests: TESTS.map((code) => ({ code, result: code === broken ? 'fail' : 'pass' })),
      result: broken === undefined ? 'pass' : 'fail',
      ...(portable ? { battery: batteryOf(story) } : {}),
      ...(device.media.length === 0 ? {} : { media: device.media.map((medium) => ({ ...medium })) }),
      ...(device.media.length === 0 ? {} : { locks: locksOf(device.imeis.length > 0, portable) }),
    },
    { confidence: 'scanned' },
  );
  return broken === undefined;
}

const locksOf = (cellular: boolean, portable: boolean): JsonObject[] => [
  { kind: portable ? 'activation' : 'bios', state: 'unlocked' },
  ...(cellular ? [{ kind: 'sim', state: 'unlocked' }] : []),
];

const batteryOf = ({ device, random }: Story): JsonObject => ({
  healthPercent: device.batteryHealthPercent,
  cycles: Math.max(1, (100 - device.batteryHealthPercent) * 28 + random.whole(0, 40)),
  designMah: 4000,
  fullMah: device.batteryHealthPercent * 40,
});
