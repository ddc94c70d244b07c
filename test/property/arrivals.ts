import type { Delivery } from '#fleet';

/** Small and seeded: the same seed gives the same arrivals wherever it runs. */
export function luck(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return state % below;
  };
}

const nameOf = ({ partner, report }: Delivery): string => `${partner}/${report.reference}`;

/** The report that this one speaks of, which has to be there before. */
function targetOf({ partner, report }: Delivery): string | undefined {
  const target = (report.data as { target?: { reference?: string } } | undefined)?.target?.reference;
  const corrected = typeof report.corrects === 'object' ? report.corrects.reference : undefined;
  const reference = target ?? corrected;
  return reference === undefined ? undefined : `${partner}/${reference}`;
}

/** Retractions of some reports, and retractions of some of those. */
export function withSecondThoughts(told: readonly Delivery[], seed: number): Delivery[] {
  const draw = luck(seed);
  const thoughts: Delivery[] = [];
  const retract = (target: Delivery, number: number): Delivery => ({
    partner: target.partner,
    sentAt: target.sentAt,
    report: {
      ...(target.report.device === undefined ? { subject: target.report.subject } : { device: target.report.device }),
      type: 'EventRetracted',
      occurredAt: target.report.occurredAt,
      reference: `second-thought-${number}`,
      data: { target: { reference: target.report.reference }, reason: 'incorrect_data' },
    } as Delivery['report'],
  });
  const retracted = new Set<string>();
  for (const one of told) {
    if (draw(12) !== 0 || targetOf(one) !== undefined || retracted.has(nameOf(one))) continue;
    retracted.add(nameOf(one));
    const retraction = retract(one, thoughts.length);
    thoughts.push(retraction);
    if (draw(2) === 0) thoughts.push(retract(retraction, thoughts.length));
  }
  return [...told, ...thoughts];
}

/**
 * Whose claim an identifier is depends on which of two devices is heard of first, and so does which of them reports by
 * it alone are on, until somebody rules or splits. Here a copy is always heard of after what it copies.
 */
const isOfCopy = ({ failure }: Delivery): boolean => failure === 'cloned-imei';

/** Any order in which targets come before what speaks of them, with some reports sent again. */
export function arrivalOrder(told: readonly Delivery[], seed: number): Delivery[] {
  const draw = luck(seed + 7);
  const known = new Set(told.map(nameOf));
  const waiting = [...told];
  const arrived = new Set<string>();
  const order: Delivery[] = [];
  while (waiting.length > 0) {
    const ready = waiting.filter((one) => {
      const target = targetOf(one);
      if (isOfCopy(one) && waiting.some((other) => !isOfCopy(other))) return false;
      return target === undefined || !known.has(target) || arrived.has(target);
    });
    const next = ready[draw(ready.length)];
    if (next === undefined) throw new Error('reports speak of each other in a circle');
    waiting.splice(waiting.indexOf(next), 1);
    arrived.add(nameOf(next));
    order.push(next);
    if (draw(8) === 0) order.push(order[draw(order.length)] as Delivery);
  }
  return order;
}

/** Cuts into batches of random sizes. */
export function batches<Item>(items: readonly Item[], seed: number): Item[][] {
  const draw = luck(seed + 13);
  const cut: Item[][] = [];
  for (let at = 0; at < items.length; ) {
    const size = 1 + draw(9);
    cut.push(items.slice(at, at + size));
    at += size;
  }
  return cut;
}
