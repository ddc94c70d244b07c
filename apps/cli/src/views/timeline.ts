import type { JsonObject } from '#kernel';
import type { Terminal } from '../console/terminal.js';
import { facts, headline } from './event-words.js';

/** What the timeline reads of a journey as the server tells it. */
export interface ToldJourney {
  deviceId: string;
  description?: { category?: string; brand?: string; model?: string };
  identifiers?: { identifier: string; until?: unknown }[];
  disposition?: string;
  custody?: { state: string; party?: string };
  data?: string;
  lifeCount?: number;
  cycleCount?: number;
  entries: ToldEntry[];
  anomalies?: { id: string; rule: string; severity: string; explanation: string }[];
}

export interface ToldEntry {
  event: { type: string; occurredAt: string; recordedBy: string; data: JsonObject };
  standing: string;
  rule?: string;
  explanation?: string;
  anomalies: string[];
}

const PARTNER_WIDTH = 20;
const TYPE_WIDTH = 24;

/** Year by year, one line per report: when, who, what; what does not count and what is odd stands under it. */
export function timeline(terminal: Terminal, journey: ToldJourney): string {
  const odd = new Map((journey.anomalies ?? []).map((anomaly) => [anomaly.id, anomaly]));
  let year = '';
  const lines = journey.entries.flatMap((entry) => {
    const heading = entry.event.occurredAt.slice(0, 4) === year ? [] : [yearLine(terminal, entry)];
    year = entry.event.occurredAt.slice(0, 4);
    return [...heading, entryLine(terminal, entry), ...remarks(terminal, entry, odd)];
  });
  return [...header(terminal, journey), ...lines].join('\n');
}

function header({ colors }: Terminal, journey: ToldJourney): string[] {
  const { description = {}, identifiers = [] } = journey;
  const name = [description.brand, description.model].filter(Boolean).join(' ');
  const current = identifiers.map(({ identifier, until }) =>
    until === undefined ? identifier : `${identifier} (until replaced)`,
  );
  return [
    colors.bold(name === '' ? (description.category ?? 'Device') : `${name} (${description.category ?? 'device'})`),
    colors.dim(`${journey.deviceId}  ${current.join('  ')}`),
    [
      journey.disposition === undefined ? '' : `now ${journey.disposition.replaceAll('_', ' ')}`,
      journey.custody === undefined ? '' : `custody ${custodyWords(journey.custody)}`,
      journey.data === undefined ? '' : `data ${journey.data.replaceAll('_', ' ')}`,
      counted(journey.lifeCount ?? 0, 'life', 'lives'),
      counted(journey.cycleCount ?? 0, 'intake cycle', 'intake cycles'),
      counted(journey.entries.length, 'report', 'reports'),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  ];
}

const custodyWords = ({ state, party }: { state: string; party?: string }): string =>
  party === undefined
    ? state.replaceAll('_', ' ')
    : `${state.replaceAll('_', ' ')} (${party.replace(/^partner:/, '')})`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const yearLine = ({ colors }: Terminal, { event }: ToldEntry): string =>
  colors.bold(`\n${event.occurredAt.slice(0, 4)}`);

function entryLine({ colors, columns }: Terminal, { event, standing }: ToldEntry): string {
  const { occurredAt, recordedBy, type, data } = event;
  const when = `${occurredAt.slice(5, 10)} ${occurredAt.slice(11, 16).padEnd(5)}`;
  const start = `${when}  ${recordedBy.padEnd(PARTNER_WIDTH)} ${headline(type).padEnd(TYPE_WIDTH)} `;
  const text = `${start}${fitted(facts(data), Math.max(20, columns - start.length))}`.trimEnd();
  return standing === 'counted' ? text : colors.strikethrough(text);
}

const fitted = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);

function remarks(
  { colors }: Terminal,
  { standing, rule, explanation, anomalies }: ToldEntry,
  odd: ReadonlyMap<string, { rule: string; severity: string; explanation: string }>,
): string[] {
  const aside =
    standing === 'counted'
      ? []
      : [colors.yellow(`       does not count: ${rule ?? standing}. ${explanation ?? ''}`.trimEnd())];
  const found = anomalies.flatMap((id) => {
    const anomaly = odd.get(id);
    if (anomaly === undefined) return [];
    const paint = anomaly.severity === 'critical' || anomaly.severity === 'high' ? colors.red : colors.yellow;
    return [paint(`       ${anomaly.severity}: ${anomaly.rule}. ${anomaly.explanation}`)];
  });
  return [...aside, ...found];
}
