import { isAboutModel, modelSubject } from '../set/models.js';
import { textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** What the maker has said of the model that the device turned out to be; said of the device itself, it needs none. */
export function noteSupport({ journey, history }: Walk): void {
  const { brand, model } = journey.description;
  const subject = brand === undefined || model === undefined ? undefined : modelSubject(brand, model);
  const last = history.events.findLast(
    (event) =>
      event.type === 'SoftwareSupportEnded' &&
      history.decisions.standing.get(event.id)?.type !== 'EventSetAside' &&
      (!isAboutModel(event) || (subject !== undefined && event.metadata.addressedBy.includes(subject))),
  );
  const date = last === undefined ? undefined : textOf(last.data, 'date');
  if (date !== undefined) journey.description.softwareSupportEnds = date;
}
