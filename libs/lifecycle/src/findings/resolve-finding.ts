import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decider, Decisions } from '../application/commands/decisions.js';
import { refused } from '../domain/intake/refuse.js';
import type { Outcome } from '../domain/report.js';
import { FindClashes } from './find-clashes.js';
import type { Finding } from './finding.js';

/** A person says what a finding across devices means; one of its devices keeps the decision. */
export class ResolveFinding extends Command<Outcome> {
  constructor(
    readonly findingId: string,
    /** Root of the device. */
    readonly deviceId: string,
    readonly decided: { resolution: 'confirmed' | 'rejected' | 'dismissed'; note?: string },
    readonly decider: Decider,
  ) {
    super();
  }
}

@CommandHandler(ResolveFinding)
export class ResolveFindingHandler implements ICommandHandler<ResolveFinding> {
  constructor(
    @Inject(FindClashes) private readonly clashes: FindClashes,
    @Inject(Decisions) private readonly decisions: Decisions,
  ) {}

  async execute({ findingId, deviceId, decided, decider }: ResolveFinding): Promise<Outcome> {
    const finding = await this.findingOf(deviceId, findingId);
    if (finding === undefined) {
      return refused(404, {
        pointer: '',
        rule: 'unknown-finding',
        detail: `There is no finding ${findingId} that device:${deviceId} is in.`,
        hint: 'A finding that rests on other events by now has another id: list those of the device again.',
      });
    }
    const data = { anomalyId: findingId, about: finding.key, ...decided };
    return this.decisions.record('AnomalyResolved', data, decider, `device:${deviceId}`);
  }

  private async findingOf(deviceId: string, findingId: string): Promise<Finding | undefined> {
    for await (const key of this.clashes.keys({ deviceId })) {
      const finding = await this.clashes.finding(key);
      if (finding?.id === findingId) return finding;
    }
    return undefined;
  }
}
