import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { JsonObject } from '#kernel';
import { type Caller, hasRole } from '#partners/domain';
import { Projected } from '#projections';
import { FINDINGS } from '../../projections/names.js';
import { contradictions, type Use } from '../../projections/shared-things.js';
import { JourneyLoader } from '../journey-loader.js';
import { Freshness } from './freshness.js';
import type { FindingSearch } from './list-findings.js';
import { conditions, type Listed, type ListPage, NotThereYet } from './listing.js';

/** Findings that need several devices: a certificate for two media, a part in two devices, a TAC of two brands. */
export class ListSharedFindings extends Query<Listed> {
  constructor(
    readonly search: Pick<FindingSearch, 'rule' | 'severity'>,
    readonly page: ListPage,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Retractions of retractions that are followed; histories of more are taken as they stand there. */
const VOIDS_DEEP_MAX = 8;

@QueryHandler(ListSharedFindings)
export class ListSharedFindingsHandler implements IQueryHandler<ListSharedFindings> {
  constructor(
    @Inject(Projected) private readonly projected: Projected,
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(JourneyLoader) private readonly loader: JourneyLoader,
  ) {}

  async execute({ search, page, caller: { partner } }: ListSharedFindings): Promise<Listed> {
    if (!(await this.freshness.reached(FINDINGS.projection, page.minPosition))) throw new NotThereYet();
    const seesAll = hasRole(partner, 'operator', 'auditor');
    const found = await this.projected.find(FINDINGS.projection, FINDINGS.findings, {
      where: conditions({ ...search, state: 'open', visibleTo: seesAll ? undefined : { contains: [partner.id] } }),
      sort: { field: 'at', direction: 'descending' },
      limit: page.limit,
      ...(page.cursor !== undefined && { after: page.cursor }),
    });
    const items: JsonObject[] = [];
    for (const { document } of found.items) {
      const standing = await this.standing(document);
      if (standing !== undefined) items.push(seesAll ? standing : ownUses(standing, partner.id));
    }
    return { ...found, items };
  }

  /** The finding by what still counts; `undefined` where nothing is odd any more. */
  private async standing(document: JsonObject): Promise<JsonObject | undefined> {
    const { visibleTo: _, uses: kept, ...shown } = document;
    const uses: Use[] = [];
    for (const use of kept as unknown as Use[]) if (!(await this.isVoid(use.eventId, 0))) uses.push(use);
    const journeys = await this.loader.loadMany([...new Set(uses.map(({ deviceId }) => deviceId))]);
    const rootOf = (deviceId: string) => journeys.get(deviceId)?.deviceId ?? deviceId;
    const odd = contradictions(String(document.rule), uses, rootOf);
    if (odd.length === 0) return undefined;
    return {
      ...shown,
      evidence: odd.map(({ eventId }) => eventId),
      devices: [...new Set(odd.map(({ deviceId }) => rootOf(deviceId)))].sort(),
      uses: odd as unknown as JsonObject[],
    };
  }

  /** As the void graph has it: a corrected correction goes on voiding through the one that took its place. */
  private async isVoid(eventId: string, depth: number): Promise<boolean> {
    if (depth >= VOIDS_DEEP_MAX) return false;
    const { corrections, retractions } = await this.voiders(eventId);
    for (const id of retractions) if (!(await this.isVoid(id, depth + 1))) return true;
    for (const id of corrections)
      if (!(await this.isVoid(id, depth + 1)) || (await this.isCorrected(id, depth + 1))) return true;
    return false;
  }

  private async isCorrected(eventId: string, depth: number): Promise<boolean> {
    for (const id of (await this.voiders(eventId)).corrections) if (!(await this.isVoid(id, depth))) return true;
    return false;
  }

  private async voiders(eventId: string): Promise<{ corrections: string[]; retractions: string[] }> {
    const found = (await this.projected.get(FINDINGS.projection, FINDINGS.voided, eventId))?.document;
    return {
      corrections: (found?.correctedBy ?? []) as string[],
      retractions: (found?.retractedBy ?? []) as string[],
    };
  }
}

/** Others' devices stay theirs: a partner learns that there is a contradiction, and which reports of its own are in it. */
function ownUses({ uses, evidence: _, devices: __, ...shown }: JsonObject, partnerId: string): JsonObject {
  const own = (uses as unknown as Use[]).filter(({ partner }) => partner === partnerId);
  return {
    ...shown,
    evidence: own.map(({ eventId }) => eventId),
    devices: [...new Set(own.map(({ deviceId }) => deviceId))].sort(),
  };
}
