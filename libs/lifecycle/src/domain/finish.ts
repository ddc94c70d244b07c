import { ageTo } from './ageing.js';
import { categoryDefaults } from './axes/category-defaults.js';
import { noteContests } from './axes/contested.js';
import { notePartTests } from './axes/part-tests.js';
import { noteReporters } from './axes/relations.js';
import { noteSupport } from './axes/support.js';
import { certifyDepartures } from './cycles/departures.js';
import type { Walk } from './walk/walk.js';

/** What can only be said once every event has been walked. */
export function finish(walk: Walk): void {
  ageTo(walk, walk.history.asOf);
  certifyDepartures(walk);
  noteReporters(walk);
  noteContests(walk);
  noteSupport(walk);
  notePartTests(walk);
  inferDeliveries(walk);
  const { journey, mass } = walk;
  const { description, relations } = journey;
  const usual = categoryDefaults(description.category).massMg;
  if (description.massMg === undefined && usual !== undefined) {
    description.massMg = usual;
    description.massSource = 'category_default';
  }
  const current = mass?.massMg ?? description.massMg;
  if (current !== undefined) journey.currentMassMg = current;
  for (const list of [relations.made, relations.held, relations.owned, relations.reported]) list.sort();
  journey.locks.sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** A sale whose delivery nobody reported was delivered when its life is taken to have opened (catalogue, rule 3). */
function inferDeliveries({ journey: { sales, lives } }: Walk): void {
  for (const sale of sales) {
    if (sale.deliveredAt !== undefined || sale.cancelledBy !== undefined) continue;
    const openedAt = lives.find(({ openedBy }) => openedBy === sale.eventId)?.openedAt;
    if (openedAt === undefined) continue;
    sale.deliveredAt = openedAt;
    sale.deliveryInferred = true;
  }
}
