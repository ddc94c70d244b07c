import type { CollectionDefinition } from '#read-store';
import type { Projection } from '../domain/index.js';

/** Which build of a projection: its effective version and the number of the build. */
export interface Build {
  generation: number;
  version: string;
}

export const POINTERS = '@pointers';
export const LINKS = '@links';

export const changesOf = (name: string): string => `${name}:changes`;
export const restatedOf = (name: string): string => `${name}:restated`;
export const buildName = (name: string, { version, generation }: Build): string => `${name}@${version}.${generation}`;
export const collectionOf = (name: string, build: Build, collection: string): string =>
  `${buildName(name, build)}:${collection}`;

/** The build that a collection is of, by the name that its controls go by. */
export const buildNameOf = (collection: string): string => collection.slice(0, collection.lastIndexOf(':'));

/** Collections that the runner keeps for itself in every build. */
export const CELLS = 'cells';
export const SUBJECTS = 'subjects';

/** What every projection of this name shares, whatever its build. */
export const sharedCollections = (name: string): CollectionDefinition[] => [
  { name: changesOf(name), indexes: [] },
  { name: restatedOf(name), indexes: [] },
];

export const RUNNER_COLLECTIONS: readonly CollectionDefinition[] = [
  { name: POINTERS, indexes: [] },
  { name: LINKS, indexes: [{ field: 'stream' }] },
];

export function buildCollections(projection: Projection, build: Build): CollectionDefinition[] {
  const own = projection.collections.map(({ name, indexes }) => ({ name, indexes }));
  const kept: CollectionDefinition[] =
    projection.shape === 'event'
      ? []
      : [
          { name: CELLS, indexes: [] },
          { name: SUBJECTS, indexes: [{ field: 'cells', many: true }] },
        ];
  return [...own, ...kept].map(({ name, indexes }) => ({
    name: collectionOf(projection.name, build, name),
    indexes,
  }));
}
