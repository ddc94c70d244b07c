import { Inject, Injectable } from '@nestjs/common';
import { READ_STORE } from '#platform';
import { Projected } from '#projections';
import { FIND_LIMIT_MAX, type ReadStore } from '#read-store';
import { CLASHES, claimOf } from './clashes-projection.js';
import { type Finding, findingOf, type ModelOfTac, modelFinding } from './finding.js';
import type { ClashSearch } from './finding-cursor.js';
import { type StoredUse, storedUse, type UseKind } from './use.js';

/** Uses of one key that a finding is made of; a certificate used more often is bad enough. */
const USES_MAX = FIND_LIMIT_MAX;
/** Devices shown of each odd model. */
const USES_OF_MODEL_MAX = 50;
/** Models of one type allocation code that are compared. */
const MODELS_MAX = 20;
const KEYS_AT_ONCE = 200;
const TAC = 'tac:';

interface Asked extends ClashSearch {
  after?: string | undefined;
}

/** Reads findings across devices out of what each device uses. */
@Injectable()
export class FindClashes {
  constructor(
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(Projected) private readonly projected: Projected,
  ) {}

  /** Keys that several holders may have, ascending: of all devices those used twice, of one device all that it uses. */
  async *keys({ kind, deviceId, after }: Asked): AsyncGenerator<string> {
    if (deviceId !== undefined) yield* await this.keysOf(deviceId, kind, after);
    else {
      if (kind !== 'tac') yield* this.usedTwice(kind, after);
      if (kind === undefined || kind === 'tac') yield* this.tacs(after);
    }
  }

  /** `undefined` where nobody clashes about it. */
  async finding(key: string): Promise<Finding | undefined> {
    if (key.startsWith(TAC)) return modelFinding(await this.modelsOf(key));
    return findingOf(await this.uses(CLASHES.uses, { key }, USES_MAX));
  }

  private async keysOf(deviceId: string, kind: UseKind | undefined, after: string | undefined): Promise<string[]> {
    const where = { deviceId };
    const uses = await this.uses(CLASHES.uses, where, FIND_LIMIT_MAX);
    const models = await this.uses(CLASHES.models, where, FIND_LIMIT_MAX);
    return [
      ...new Set([...uses, ...models].filter((use) => kind === undefined || use.kind === kind).map(({ key }) => key)),
    ]
      .filter((key) => after === undefined || key > after)
      .sort();
  }

  private async *usedTwice(kind: UseKind | undefined, after: string | undefined): AsyncGenerator<string> {
    const collection = await this.projected.collection(CLASHES.projection, CLASHES.uses);
    if (collection === undefined) return;
    let from = after;
    for (;;) {
      const found = await this.reads.repeated(collection, {
        field: 'key',
        limit: KEYS_AT_ONCE,
        ...(kind !== undefined && { prefix: `${kind}:` }),
        ...(from !== undefined && { after: from }),
      });
      for (const { value } of found) yield value;
      if (found.length < KEYS_AT_ONCE) return;
      from = found.at(-1)?.value;
    }
  }

  /** One step through the index for each code, however many devices have it. */
  private async *tacs(after: string | undefined): AsyncGenerator<string> {
    let from = after?.startsWith(TAC) ? beyondKey(after) : TAC;
    for (;;) {
      const next = await this.modelFrom(from);
      if (next === undefined) return;
      yield next.key;
      from = beyondKey(next.key);
    }
  }

  private async modelsOf(key: string): Promise<ModelOfTac[]> {
    const models: ModelOfTac[] = [];
    let next = await this.modelFrom(`${key}|`);
    while (next?.key === key && models.length < MODELS_MAX) {
      const claim = claimOf(next);
      const devices = await this.projected.count(CLASHES.projection, CLASHES.models, { claim });
      models.push({ model: next.holder, devices, uses: await this.uses(CLASHES.models, { claim }, USES_OF_MODEL_MAX) });
      next = await this.modelFrom(beyondClaim(claim));
    }
    return models;
  }

  private async modelFrom(from: string): Promise<StoredUse | undefined> {
    const { items } = await this.projected.find(CLASHES.projection, CLASHES.models, {
      where: { claim: { from } },
      sort: { field: 'claim', direction: 'ascending' },
      limit: 1,
    });
    return items[0] && storedUse(items[0].document);
  }

  private async uses(collection: string, where: Record<string, string>, limit: number): Promise<StoredUse[]> {
    const { items } = await this.projected.find(CLASHES.projection, collection, { where, limit });
    return items.map(({ document }) => storedUse(document));
  }
}

/** Before the next key: `}` comes right after the `|` that ends a key. */
const beyondKey = (key: string): string => `${key}}`;
/** Before the next claim: no model's name has a control character in it. */
const beyondClaim = (claim: string): string => `${claim}\u0001`;
