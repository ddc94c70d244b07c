import type { Reader } from '#lifecycle/domain';
import { AUDITORS } from './audience.js';
import type { FeedMessage } from './feed.js';

/** What a subscriber wants of the feeds, whatever carries it to them. An absent list means everything. */
export interface Selection {
  /** Event types, such as `GradeAssigned`, and types of findings. */
  types?: readonly string[];
  /** Device ids. */
  devices?: readonly string[];
  /** Names of metrics. */
  metrics?: readonly string[];
  /** Values that a metric's dimensions must have. */
  dimensions?: Readonly<Record<string, string>>;
}

/** Whether a message is for this reader and wanted. Conditions that say nothing about a message let it pass. */
export function selects(selection: Selection, reader: Reader, { audience, about }: FeedMessage): boolean {
  if (audience !== undefined && audience !== audienceOfReader(reader)) return false;
  const { types, devices, metrics, dimensions = {} } = selection;
  if (types !== undefined && about.type !== undefined && !types.includes(about.type)) return false;
  if (devices !== undefined && about.devices !== undefined && !about.devices.some((id) => devices.includes(id)))
    return false;
  if (about.metric === undefined) return true;
  if (metrics !== undefined && !metrics.includes(about.metric)) return false;
  return Object.entries(dimensions).every(([name, value]) => about.dimensions?.[name] === value);
}

/** Who sees everything by role gets it once, not again for each partner. */
const audienceOfReader = ({ id, roles }: Reader): string =>
  roles.includes('operator') || roles.includes('auditor') ? AUDITORS : id;
