import { partSubjectsOf } from '../set/links.js';
import { canonicalOrder, orderContext } from '../set/order.js';
import { textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** What the last test said of each part that had gone in or out before it, whatever became of the device meanwhile. */
export function notePartTests({ journey, history }: Walk): void {
  if (history.partTests.length === 0) return;
  const changed = new Map(journey.parts.map((part) => [part.eventId, part]));
  const moves = history.events.filter(({ id }) => changed.has(id));
  const gone = new Map<string, string[]>();
  // A date that only a test states is a bucket of its moves as well.
  const context = orderContext([...history.events, ...history.partTests]);
  for (const event of canonicalOrder([...moves, ...history.partTests], context)) {
    if (changed.has(event.id)) {
      for (const subject of partSubjectsOf(event)) gone.set(subject, [...(gone.get(subject) ?? []), event.id]);
      continue;
    }
    const testedOk = textOf(event.data, 'result') === 'pass';
    for (const id of event.metadata.addressedBy.flatMap((subject) => gone.get(subject) ?? [])) {
      const part = changed.get(id);
      if (part !== undefined) part.testedOk = testedOk;
    }
  }
}
