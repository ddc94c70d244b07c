import type { LogReport } from '#verification';

const SHOWN_MAX = 20;
const count = (value: number): string => value.toLocaleString('en');

export const verifiedText = ({ events, streams, claims, lastHash, chainFaults, claimFaults }: LogReport): string =>
  [
    `${count(events)} events in ${count(streams)} streams: ${chainFaults.length === 0 ? 'every hash and chain holds' : `${count(chainFaults.length)} faults`}.`,
    `${count(claims)} claims: ${claimFaults.length === 0 ? 'all agree with the streams' : `${count(claimFaults.length)} faults`}.`,
    `Last event's hash: ${lastHash ?? 'none'}`,
  ].join('\n');

const CLAIM_FAULTS = {
  'no-event-for-claim': 'is claimed, and no event bears it out',
  'no-claim-for-event': 'is in an event, and nobody holds it',
} as const;

/** What is wrong, the first of each kind. */
export const faultLines = ({ chainFaults, claimFaults }: LogReport): string[] => [
  ...shown(chainFaults.map(({ stream, revision, fault }) => `${stream} at revision ${revision ?? '?'}: ${fault}`)),
  ...shown(
    claimFaults.map(
      ({ claim, holder, fault }) => `${claim}${holder === null ? '' : ` (${holder})`} ${CLAIM_FAULTS[fault]}`,
    ),
  ),
];

const shown = (lines: readonly string[]): string[] => [
  ...lines.slice(0, SHOWN_MAX),
  ...(lines.length > SHOWN_MAX ? [`and ${count(lines.length - SHOWN_MAX)} more`] : []),
];
