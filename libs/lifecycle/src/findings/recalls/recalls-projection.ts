import { isoOf, type JsonObject, partyOf, type RecordedEvent, type Severity } from '#kernel';
import type { StreamProjection } from '#projections/domain';
import { objectOf, textOf } from '../../domain/set/payload.js';
import { voidGraph } from '../../domain/set/void-graph.js';
import type { Recall } from './recall.js';

/** The projection of recalls, and its collection. */
export const RECALLS = { projection: 'recalls', recalls: 'recalls' } as const;

const PREFIX = 'recall-';

/** What each recall selects, as long as somebody stands by it. */
export const recallsProjection: StreamProjection = {
  shape: 'stream',
  name: RECALLS.projection,
  version: 2,
  prefixes: [PREFIX],
  collections: [{ name: RECALLS.recalls, indexes: [{ field: 'issuedAt' }, { field: 'ref' }] }],
  project(stream, events) {
    const recall = recallOf(stream, events);
    if (recall === undefined) return { documents: [], contributions: [] };
    const document = { ...recall, issuedAt: isoOf(recall.at) } as unknown as JsonObject;
    return { documents: [{ collection: RECALLS.recalls, id: recall.recall, document }], contributions: [] };
  },
};

/** The latest issue of a recall that nobody took back. */
export function recallOf(stream: string, events: readonly RecordedEvent[]): Recall | undefined {
  const voids = voidGraph(events);
  const issues = events
    .filter(({ id, type }) => type === 'RecallIssued' && voids.voidedBy(id) === undefined)
    .sort((a, b) => a.metadata.instant - b.metadata.instant || (a.id < b.id ? -1 : 1));
  const [first, issue] = [issues[0], issues.at(-1)];
  if (first === undefined || issue === undefined) return undefined;
  const name = stream.slice(PREFIX.length);
  return {
    recall: `recall:${name}`,
    ref: name.slice(name.indexOf(':') + 1),
    issuedBy: partyOf(issue),
    eventId: issue.id,
    at: issue.metadata.instant,
    since: first.metadata.instant,
    severity: severityOf(textOf(issue.data, 'severity')),
    selector: objectOf(issue.data, 'selector') ?? {},
  };
}

function severityOf(told: string | undefined): Severity {
  if (told === 'low') return 'information';
  return told === 'high' || told === 'critical' ? told : 'warning';
}
