import { access } from './axes/access.js';
import { alerts } from './axes/alerts.js';
import { battery } from './axes/battery.js';
import { data } from './axes/data.js';
import { description } from './axes/description.js';
import { disposition } from './axes/disposition.js';
import { grades } from './axes/grades.js';
import { identifiers } from './axes/identifiers.js';
import { locks } from './axes/locks.js';
import { orders } from './axes/orders.js';
import { ownership } from './axes/ownership.js';
import { parts } from './axes/parts.js';
import { waste } from './axes/waste.js';
import { custody } from './custody/custody.js';
import { cycles } from './cycles/cycles.js';
import { endings } from './cycles/endings.js';
import { cancellations } from './lives/cancellations.js';
import { handovers } from './lives/handovers.js';
import { returns } from './lives/returns.js';
import { sales } from './lives/sales.js';
import { tradeIn } from './lives/trade-in.js';
import type { Axis, Effect } from './walk/walk.js';

/**
 * In this order: cycles see who had the device before custody moves; sales and endings see what the event did to data,
 * parts and mass; ownership still knows the sale that is being returned; disposition comes last.
 */
const AXES: readonly Axis[] = [
  identifiers,
  description,
  cycles,
  custody,
  orders,
  parts,
  data,
  locks,
  battery,
  grades,
  waste,
  ownership,
  tradeIn,
  returns,
  sales,
  handovers,
  alerts,
  cancellations,
  endings,
  disposition,
  access,
];

const NONE: readonly Effect[] = [];
const BY_TYPE = new Map<string, Effect[]>();
for (const axis of AXES) {
  for (const [type, effect] of Object.entries(axis)) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), effect]);
}

export const effectsOf = (type: string): readonly Effect[] => BY_TYPE.get(type) ?? NONE;
