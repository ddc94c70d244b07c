import { gtin14, parseSubject } from '#identity/domain';
import { findingId, type JsonObject, type Micros, type Severity } from '#kernel';
import type { Where } from '#read-store';

/** A recall as it stands: its selection holds for devices that turn up later as well. */
export interface Recall {
  /** `recall:<partner>:<ref>` */
  recall: string;
  ref: string;
  issuedBy: string;
  eventId: string;
  at: Micros;
  severity: Severity;
  selector: JsonObject;
}

/** What of a device recalls are told by. One record for each type allocation code, the first of them marked so. */
export interface Recallable {
  deviceId: string;
  first: 0 | 1;
  gtin?: string;
  model?: string;
  tac?: string;
  manufacturedOn?: string;
  disposition: string;
  /** Who holds it, if one party does. */
  holder: string | null;
  resolutions: { ref: string | null; at: Micros; eventId: string }[];
  visibleTo: string[];
  relatedTo: string[];
}

export const canonicalGtin = (text: string): string => gtin14(text) ?? text;

/** Model names are compared without regard to case and spacing. */
export function canonicalModel(text: string): string {
  const parsed = parseSubject(`model:any:${text}`);
  return parsed.ok ? parsed.subject.value.slice('any:'.length) : text.toLowerCase();
}

/** Devices that have all that the selector names; one of which it is not known has it not. */
export function selected({ selector }: Recall): Where {
  const { gtin, model, tacRange, batteryLot, manufacturedFrom, manufacturedTo } = selector;
  const where: Where = {};
  if (typeof gtin === 'string') where.gtin = canonicalGtin(gtin);
  if (typeof model === 'string') where.model = canonicalModel(model);
  if (typeof batteryLot === 'string') where.batteryLot = batteryLot;
  if (tacRange === undefined) where.first = 1;
  else where.tac = tacRange as { from: string; to: string };
  if (typeof manufacturedFrom === 'string' || typeof manufacturedTo === 'string') {
    where.manufacturedOn = {
      from: typeof manufacturedFrom === 'string' ? manufacturedFrom : '0',
      ...(typeof manufacturedTo === 'string' && { to: manufacturedTo }),
    };
  }
  return where;
}

/** The resolution of this recall: one that names it, or names none and came later. */
export const resolutionOf = ({ recall, ref, at }: Recall, { resolutions }: Recallable) =>
  resolutions.find((one) => (one.ref === null ? one.at >= at : one.ref === ref || one.ref === recall));

/** Derived: the same recall and device always give the same id. */
export const matchId = ({ recall, eventId }: Recall, { deviceId }: Recallable): string =>
  findingId('recall-matched', `${recall} ${deviceId}`, [eventId]);
