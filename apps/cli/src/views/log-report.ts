import type { ChainFault, StoreFault } from '#event-store';
import type { AnchorFault, AnchorReport, LogReport } from '#verification';

const SHOWN_MAX = 20;
const count = (value: number): string => value.toLocaleString('en');

export function verifiedText(report: LogReport): string {
  const { events, streams, claims, lastHash, storeFaults, chainFaults, claimFaults, anchor, anchored } = report;
  if (storeFaults.some(({ fault }) => fault === 'file-damaged'))
    return 'The file is damaged: its events were not read.';
  return [
    `${count(events)} events in ${count(streams)} streams: ${verdict(chainFaults, 'every hash and chain holds')}.`,
    `Where they are found: ${verdict(storeFaults, 'as they say themselves')}.`,
    `${count(claims)} claims: ${verdict(claimFaults, 'all agree with the streams')}.`,
    `Last event's hash: ${lastHash ?? 'none'}`,
    `Root over all hashes: ${anchor.root}`,
    '',
    anchored === undefined ? UNANCHORED : anchoredText(anchored),
  ].join('\n');
}

const UNANCHORED = [
  'Without --anchor, events that were cut off at the end, and chains that were computed anew, are not found.',
  'Keep `circulog --json verify`, or GET /v1/log/anchor, where nobody who may write this log can write.',
].join('\n');

const anchoredText = ({ events, newer, faults }: AnchorReport): string =>
  faults.length > 0
    ? `It does not continue the anchor of ${count(events)} events.`
    : `It continues the anchor of ${count(events)} events: all are there as they were, and ${count(newer)} came after.`;

const verdict = (faults: readonly unknown[], good: string): string =>
  faults.length === 0 ? good : `${count(faults.length)} faults`;

const CLAIM_FAULTS = {
  'no-event-for-claim': 'is claimed, and no event bears it out',
  'no-claim-for-event': 'is in an event, and nobody holds it',
  'no-event-of-circulog': 'lacks what every event has',
} as const;

/** What is wrong, the first of each kind. */
export const faultLines = ({ storeFaults, chainFaults, claimFaults, anchored }: LogReport): string[] => [
  ...shown((anchored?.faults ?? []).map(anchorLine)),
  ...storeFaultLines(storeFaults),
  ...shown(chainFaults.map((fault) => `${placeOf(fault)}: ${fault.fault}`)),
  ...shown(
    claimFaults.map(
      ({ claim, holder, fault }) => `${claim}${holder === null ? '' : ` (${holder})`} ${CLAIM_FAULTS[fault]}`,
    ),
  ),
];

function anchorLine({ from, to, fault, now }: AnchorFault): string {
  const what = from === to ? `event ${count(from)}` : `events ${count(from)} to ${count(to)}`;
  const there = now.length === 0 ? '' : `; now there: ${now.join(', ')}`;
  return `anchor: ${what} of the log: ${fault}${there}`;
}

export const storeFaultLines = (faults: readonly StoreFault[]): string[] =>
  shown(faults.map(({ what, fault }) => `${what}: ${fault}`));

const placeOf = ({ stream, revision, event }: ChainFault): string =>
  revision === null ? `event ${event ?? '?'} of the log` : `${stream} at revision ${revision}`;

const shown = (lines: readonly string[]): string[] => [
  ...lines.slice(0, SHOWN_MAX),
  ...(lines.length > SHOWN_MAX ? [`and ${count(lines.length - SHOWN_MAX)} more`] : []),
];
