import { gtin14, parseSubject } from '#identity/domain';
import { findingId, type JsonObject, type Micros, type Severity } from '#kernel';
import type { Where } from '#read-store';
import type { StoredReaders } from '../../domain/visibility/listed.js';

/** A recall as it stands: its selection holds for devices that turn up later as well. */
export interface Recall {
  /** `recall:<partner>:<ref>` */
  recall: string;
  ref: string;
  issuedBy: string;
  eventId: string;
  at: Micros;
  /** When it was issued first: a later wording does not undo what was seen to. */
  since: Micros;
  severity: Severity;
  selector: JsonObject;
}

/** A report that a recall of the device was seen to. */
export interface Resolution {
  /** The recall that it names, by its whole name or by its issuer's reference alone. */
  ref: string | null;
  /** Who reported it: a bare reference is one of its own, if it has such a recall. */
  by: string;
  /** By day precision the end of that day. */
  at: Micros;
  eventId: string;
}

/** What of a device recalls are told by. One record for each type allocation code, the first of them marked so. */
export interface Recallable extends StoredReaders {
  deviceId: string;
  first: 0 | 1;
  gtin?: string;
  model?: string;
  tac?: string;
  manufacturedOn?: string;
  /** Of the battery that is in it at present. */
  batteryLot?: string;
  disposition: string;
  /** Who holds it, if one party does. */
  holder: string | null;
  resolutions: Resolution[];
}

export const canonicalGtin = (text: string): string => gtin14(text) ?? text;

/** Lots are compared without regard to case and to blanks around them. */
export const canonicalLot = (text: string): string => text.trim().toUpperCase();

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
  if (typeof batteryLot === 'string') where.batteryLot = canonicalLot(batteryLot);
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

/** Derived: the same recall and device always give the same id. */
export const matchId = ({ recall, eventId }: Recall, { deviceId }: Recallable): string =>
  findingId('recall-matched', `${recall} ${deviceId}`, [eventId]);
