import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Projected } from '#projections';
import { refused } from '../../domain/intake/refuse.js';
import type { Outcome } from '../../domain/report.js';
import { DEVICES } from '../../projections/names.js';
import { type Decider, Decisions } from './decisions.js';

export class ResolveAnomaly extends Command<Outcome> {
  constructor(
    readonly anomalyId: string,
    readonly resolution: 'confirmed' | 'rejected' | 'dismissed',
    readonly note: string | undefined,
    readonly decider: Decider,
  ) {
    super();
  }
}

/** Anomalies are findings, not records: the read store knows which device has it. */
@CommandHandler(ResolveAnomaly)
export class ResolveAnomalyHandler implements ICommandHandler<ResolveAnomaly> {
  constructor(
    @Inject(Decisions) private readonly decisions: Decisions,
    @Inject(Projected) private readonly projected: Projected,
  ) {}

  async execute({ anomalyId, resolution, note, decider }: ResolveAnomaly): Promise<Outcome> {
    const found = await this.projected.get(DEVICES.projection, DEVICES.anomalies, anomalyId);
    const deviceId = found?.document.deviceId;
    if (typeof deviceId !== 'string') {
      return refused(404, { pointer: '', rule: 'unknown-anomaly', detail: `There is no anomaly ${anomalyId}.` });
    }
    const data = { anomalyId, resolution, ...(note !== undefined && { note }) };
    return this.decisions.record('AnomalyResolved', data, decider, `device:${deviceId}`);
  }
}
