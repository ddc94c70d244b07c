import type { ChainFault, StoreFault } from '#event-store';
import type { LogReport } from '#verification';

const SHOWN_MAX = 20;
const count = (value: number): string => value.toLocaleString('en');

export function verifiedText(report: LogReport): string {
  const { events, streams, claims, lastHash, storeFaults, chainFaults, claimFaults } = report;
  if (storeFaults.some(({ fault }) => fault === 'file-damaged'))
    return 'The file is damaged: its events were not read.';
  return [
    `${count(events)} events in ${count(streams)} streams: ${verdict(chainFaults, 'every hash and chain holds')}.`,
    `Where they are found: ${verdict(storeFaults, 'as they say themselves')}.`,
    `${count(claims)} claims: ${verdict(claimFaults, 'all agree with the streams')}.`,
    `Last event's hash: ${lastHash ?? 'none'}`,
  ].join('\n');
}

const verdict = (faults: readonly unknown[], good: string): string =>
  faults.length === 0 ? good : `${count(faults.length)} faults`;

const CLAIM_FAULTS = {
  'no-event-for-claim': 'is claimed, and no event bears it out',
  'no-claim-for-event': 'is in an event, and nobody holds it',
  'no-event-of-circulog': 'lacks what every event has',
} as const;

/** What is wrong, the first of each kind. */
export const faultLines = ({ storeFaults, chainFaults, claimFaults }: LogReport): string[] => [
  ...storeFaultLines(storeFaults),
  ...shown(chainFaults.map((fault) => `${placeOf(fault)}: ${fault.fault}`)),
  ...shown(
    claimFaults.map(
      ({ claim, holder, fault }) => `${claim}${holder === null ? '' : ` (${holder})`} ${CLAIM_FAULTS[fault]}`,
    ),
  ),
];

export const storeFaultLines = (faults: readonly StoreFault[]): string[] =>
  shown(faults.map(({ what, fault }) => `${what}: ${fault}`));

const placeOf = ({ stream, revision, event }: ChainFault): string =>
  revision === null ? `event ${event ?? '?'} of the log` : `${stream} at revision ${revision}`;

const shown = (lines: readonly string[]): string[] => [
  ...lines.slice(0, SHOWN_MAX),
  ...(lines.length > SHOWN_MAX ? [`and ${count(lines.length - SHOWN_MAX)} more`] : []),
];
