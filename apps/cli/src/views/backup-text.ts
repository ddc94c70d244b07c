import type { Manifest } from '#backup';

/** What a backup holds, and what to keep apart from it. */
export function backupText({ log, files, leftOut, takenAt }: Manifest, folder: string): string {
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  return [
    `${folder}: ${log.events.toLocaleString('en')} events, ${files.length} files, ${bytes.toLocaleString('en')} bytes.`,
    `Everything acknowledged before ${takenAt} is in it; all chains were verified in the copy.`,
    `Last event's hash: ${log.lastHash ?? 'none'}`,
    `Digest of the log: ${log.digest} (note it elsewhere: it proves the copy)`,
    ...leftOut.map((one) => `Left out: ${one}`),
  ].join('\n');
}
