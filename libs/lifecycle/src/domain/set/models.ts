import { parseSubject } from '#identity/domain';
import type { RecordedEvent } from '#kernel';
import { textOf } from './payload.js';

const DESCRIBING = new Set(['DeviceRegistered', 'DeviceDescribed', 'DeviceManufactured', 'DiagnosticsReported']);

/** `model:<brand>:<model>`, as reports about a model are addressed. */
export function modelSubject(brand: string, model: string): string | undefined {
  const parsed = parseSubject(`model:${brand}:${model}`);
  return parsed.ok ? parsed.subject.text : undefined;
}

/** Every model that the events take the device for: brand and model may come from different reports. */
export function modelSubjectsOf(events: readonly RecordedEvent[]): string[] {
  const brands = new Set<string>();
  const models = new Set<string>();
  for (const { type, data } of events) {
    if (!DESCRIBING.has(type)) continue;
    const [brand, model] = [textOf(data, 'brand'), textOf(data, 'model')];
    if (brand !== undefined) brands.add(brand);
    if (model !== undefined) models.add(model);
  }
  const subjects = new Set<string>();
  for (const brand of brands) {
    for (const model of models) {
      const subject = modelSubject(brand, model);
      if (subject !== undefined) subjects.add(subject);
    }
  }
  return [...subjects];
}

/** A fact about a model concerns its devices; it says nothing of any of them. */
export const isAboutModel = ({ stream }: Pick<RecordedEvent, 'stream'>): boolean => stream.startsWith('model-');
