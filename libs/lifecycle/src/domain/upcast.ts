import type { EventDeclaration, RecordedEvent } from '#kernel';
import { declarationOf } from './registry.js';

/** The event as today's declaration has it. Stored bytes and hashes stay what they are; only what is read changes. */
export function upcast(event: RecordedEvent): RecordedEvent {
  const declaration = declarationOf(event.type);
  return declaration === undefined ? event : upcastTo(declaration, event);
}

/**
 * Takes a payload of an older version through one step per version. Throws if a step is missing or the event is newer
 * than the declaration: a programmer's error that no partner can cause.
 */
export function upcastTo(
  { type, version, upcast: steps }: Pick<EventDeclaration, 'type' | 'version' | 'upcast'>,
  event: RecordedEvent,
): RecordedEvent {
  if (event.schemaVersion === version) return event;
  if (event.schemaVersion > version) throw new Error(`${type} version ${event.schemaVersion} is newer than this code.`);
  let { data } = event;
  for (let from = event.schemaVersion; from < version; from++) {
    const step = steps?.[from];
    if (step === undefined) throw new Error(`${type} has no step from version ${from} to ${from + 1}.`);
    data = step(data);
  }
  return { ...event, schemaVersion: version, data };
}
