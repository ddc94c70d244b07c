import type { Journey } from '../domain/journey.js';
import { CLASHES, clashesProjection } from './clashes-projection.js';
import { type Finding, findingOf, modelFinding } from './finding.js';
import { type StoredUse, storedUse } from './use.js';

/** All findings of these journeys, by what they are about, without any store: what every other way has to agree with. */
export function findingsAmong(journeys: readonly Journey[]): Finding[] {
  const documents = journeys.flatMap((journey) => clashesProjection.project(journey).documents);
  const usesIn = (name: string): StoredUse[] =>
    documents.filter(({ collection }) => collection === name).map(({ document }) => storedUse(document));
  const byKey = (uses: StoredUse[]) => [...Map.groupBy(uses, ({ key }) => key).values()];
  return [
    ...byKey(usesIn(CLASHES.uses)).map(findingOf),
    ...byKey(usesIn(CLASHES.models)).map((uses) => modelFinding(modelsOf(uses))),
  ]
    .filter((finding) => finding !== undefined)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const modelsOf = (uses: readonly StoredUse[]) =>
  [...Map.groupBy(uses, ({ holder }) => holder)]
    .map(([model, some]) => ({ model, devices: some.length, uses: some }))
    .sort((a, b) => (a.model < b.model ? -1 : 1));
