import type { Journey } from '../domain/journey.js';
import { CLASHES, clashesProjection } from './clashes-projection.js';
import { type Finding, findingOf, type Words } from './finding.js';
import { modelFinding } from './model-finding.js';
import type { Recall, Recallable } from './recalls/recall.js';
import { reportFinding, resolutionFinding } from './single-finding.js';
import { type StoredUse, storedUse } from './use.js';

/** All findings of these journeys, by what they are about, without any store: what every other way has to agree with. */
export function findingsAmong(journeys: readonly Journey[], recalls: readonly Recall[] = []): Finding[] {
  const documents = journeys.flatMap((journey) => clashesProjection.project(journey).documents);
  const usesIn = (name: string): StoredUse[] =>
    documents.filter(({ collection }) => collection === name).map(({ document }) => storedUse(document));
  const single = (use: StoredUse): Finding | undefined => {
    if (use.kind === 'report') return reportFinding(use as StoredUse & Words);
    const records = documents
      .filter(({ collection, document }) => collection === CLASHES.recallables && document.deviceId === use.deviceId)
      .map(({ document }) => document as unknown as Recallable);
    const named = recalls.filter(({ recall, ref }) => use.detail === recall || use.detail === ref);
    return resolutionFinding(use, named, records);
  };
  const byKey = (uses: StoredUse[]) => [...Map.groupBy(uses, ({ key }) => key).values()];
  return [
    ...byKey(usesIn(CLASHES.uses)).map(findingOf),
    ...usesIn(CLASHES.singles).map(single),
    ...byKey(usesIn(CLASHES.models)).map((uses) => modelFinding(modelsOf(uses))),
  ]
    .filter((finding) => finding !== undefined)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const modelsOf = (uses: readonly StoredUse[]) =>
  [...Map.groupBy(uses, ({ holder }) => holder)]
    .map(([model, some]) => ({
      model,
      devices: some.length,
      byMaker: some.filter(({ byMaker }) => byMaker === 1).length,
      uses: some,
    }))
    .sort((a, b) => (a.model < b.model ? -1 : 1));
