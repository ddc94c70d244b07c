import type { RecordedEvent } from '#kernel';
import { identifierOf, kindOf, openIntervals } from '../axes/identifiers.js';
import { raise } from '../findings/raise.js';
import { objectsOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

const familyOf = (text: string): string =>
  text.startsWith('serial:') ? text.slice(0, text.lastIndexOf(':')) : kindOf(text);

/** What was read off the device in hand is compared with what the device is known by (failure cases 3 and 14). */
export function observedIdentifiers(walk: Walk, event: RecordedEvent): void {
  const known = openIntervals(walk).map(({ identifier }) => identifier);
  for (const part of objectsOf(event.data, 'identifiersObserved')) {
    const text = identifierOf(part);
    if (text === undefined || known.includes(text)) continue;
    const rivals = known.filter((identifier) => familyOf(identifier) === familyOf(text));
    if (rivals.length === 0) continue;
    const swapped = event.type === 'ReturnReceived';
    raise(walk, event, {
      rule: swapped ? 'return-swap' : 'identifier-mismatch',
      severity: swapped ? 'high' : 'warning',
      explanation: swapped
        ? `${text} came back, ${rivals.join(' and ')} was sold. Compare the device with the sale before refunding.`
        : `${text} was read off the device, which is known by ${rivals.join(' and ')}. Check the device, or report that the identifier was superseded.`,
      about: text,
    });
  }
}
