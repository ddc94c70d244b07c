import type { ComparedLogs, Difference } from '#event-store';

const SHOWN_MAX = 20;

/** What was moved and what to do next, for the person who moved it. */
export function movedText(
  { events, streams, reservations, lastHash, resumedAt }: ComparedLogs & { resumedAt: number },
  to: string,
): string {
  const count = (value: number) => value.toLocaleString('en');
  return [
    `${count(events)} events in ${count(streams)} streams and ${count(reservations)} reservations are the same on both sides.`,
    ...(resumedAt > 0 ? [`${count(resumedAt)} of the events were there from an earlier run.`] : []),
    `Last event's hash: ${lastHash ?? 'none'}`,
    '',
    'Next:',
    `  1. Set CIRCULOG_EVENT_STORE=${withoutPassword(to)} for every process, and start them.`,
    '  2. What is read is built anew from the log by itself; `circulog stats` shows how far it is.',
    '  3. Positions and cursors of the old log are answered 410: readers and feeds begin anew.',
    '  4. Keep the old log until you have made a backup of the new one.',
  ].join('\n');
}

export const differenceLines = (differences: readonly Difference[]): string[] => [
  ...differences
    .slice(0, SHOWN_MAX)
    .map(({ what, source, target }) => `${what}: ${source ?? 'none'} in the source, ${target ?? 'none'} in the target`),
  ...(differences.length > SHOWN_MAX ? [`and ${differences.length - SHOWN_MAX} more`] : []),
];

/** A connection string is shown again without what only its owner may know. */
const withoutPassword = (url: string): string => url.replace(/(\/\/[^:@/]+):.+@/, '$1:...@');
