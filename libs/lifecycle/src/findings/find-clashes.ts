import { Inject, Injectable } from '@nestjs/common';
import { READ_STORE } from '#platform';
import { Projected } from '#projections';
import { FIND_LIMIT_MAX, type ReadStore } from '#read-store';
import { CLASHES, claimOf } from './clashes-projection.js';
import { type Finding, findingOf, type Words } from './finding.js';
import type { ClashSearch } from './finding-cursor.js';
import { type ModelOfTac, modelFinding } from './model-finding.js';
import { FindRecalls } from './recalls/find-recalls.js';
import { lastRuling, type Ruling } from './rulings.js';
import { reportFinding, resolutionFinding } from './single-finding.js';
import { type StoredUse, storedUse, type UseKind } from './use.js';

/** Uses of one key that a finding is made of; a certificate used more often is bad enough. */
const USES_MAX = FIND_LIMIT_MAX;
/** Devices shown of each odd model. */
const USES_OF_MODEL_MAX = 50;
/** Models of one type allocation code that are compared. */
const MODELS_MAX = 20;
const KEYS_AT_ONCE = 200;
const TAC = 'tac:';
/** Devices that one finding was ruled on through; more say no more. */
const RULINGS_MAX = 50;

const isSingle = (kind: string): kind is 'recall' | 'report' => kind === 'recall' || kind === 'report';

interface Asked extends ClashSearch {
  after?: string | undefined;
}

/** Reads findings beside the journeys out of what each device uses and reports. */
@Injectable()
export class FindClashes {
  constructor(
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(Projected) private readonly projected: Projected,
    @Inject(FindRecalls) private readonly recalls: FindRecalls,
  ) {}

  /** Keys that a finding may be about, ascending: of all devices what is used twice or odd, of one device all it has. */
  async *keys({ kind, deviceId, after }: Asked): AsyncGenerator<string> {
    if (deviceId !== undefined) yield* await this.keysOf(deviceId, kind, after);
    else {
      if (kind === undefined || !(kind === 'tac' || isSingle(kind))) yield* this.usedTwice(kind, after);
      if (kind === undefined || isSingle(kind)) yield* this.singles(kind, after);
      if (kind === undefined || kind === 'tac') yield* this.tacs(after);
    }
  }

  /** `undefined` where nobody clashes about it. */
  async finding(key: string): Promise<Finding | undefined> {
    if (key.startsWith(TAC)) return modelFinding(await this.modelsOf(key));
    if (isSingle(key.slice(0, key.indexOf(':')))) return this.single(key);
    return findingOf(await this.uses(CLASHES.uses, { key }, USES_MAX));
  }

  /** What a person said of it last; `undefined`: nobody has. */
  async ruling(findingId: string): Promise<Ruling | undefined> {
    const where = { findingId };
    const { items } = await this.projected.find(CLASHES.projection, CLASHES.rulings, { where, limit: RULINGS_MAX });
    return lastRuling(items.map(({ document }) => document as unknown as Ruling));
  }

  private async single(key: string): Promise<Finding | undefined> {
    const [use] = await this.uses(CLASHES.singles, { key }, 1);
    if (use === undefined) return undefined;
    if (use.kind === 'report') return reportFinding(use as StoredUse & Words);
    const [named, records] = [await this.recalls.named(use.detail), await this.recalls.recordsOf(use.deviceId)];
    return resolutionFinding(use, named, records);
  }

  private async keysOf(deviceId: string, kind: UseKind | undefined, after: string | undefined): Promise<string[]> {
    const where = { deviceId };
    const uses = await this.uses(CLASHES.uses, where, FIND_LIMIT_MAX);
    const models = await this.uses(CLASHES.models, where, FIND_LIMIT_MAX);
    const singles = await this.uses(CLASHES.singles, where, FIND_LIMIT_MAX);
    return [
      ...new Set(
        [...uses, ...models, ...singles].filter((use) => kind === undefined || use.kind === kind).map(({ key }) => key),
      ),
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

  private async *singles(kind: 'recall' | 'report' | undefined, after: string | undefined): AsyncGenerator<string> {
    const first = kind === undefined ? '' : `${kind}:`;
    const to = kind === undefined ? TAC : `${kind};`;
    let from = after === undefined ? first : [first, beyondClaim(after)].sort()[1];
    while (from !== undefined) {
      const { items } = await this.projected.find(CLASHES.projection, CLASHES.singles, {
        where: { key: { from, to } },
        sort: { field: 'key', direction: 'ascending' },
        limit: KEYS_AT_ONCE,
      });
      const keys = items.map(({ document }) => storedUse(document).key);
      yield* keys;
      const last = keys.at(-1);
      from = last === undefined || keys.length < KEYS_AT_ONCE ? undefined : beyondClaim(last);
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
      const byMaker = await this.projected.count(CLASHES.projection, CLASHES.models, { claim, byMaker: 1 });
      models.push({
        model: next.holder,
        devices,
        byMaker,
        uses: await this.uses(CLASHES.models, { claim }, USES_OF_MODEL_MAX),
      });
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
/** Before the next claim or key: no name has a control character in it. */
const beyondClaim = (claim: string): string => `${claim}\u0001`;
