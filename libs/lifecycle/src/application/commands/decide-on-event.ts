import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome } from '../../domain/report.js';
import { MicroBatch } from '../micro-batch.js';
import { type Decider, decisionReport } from './decision.js';

/** A person says of one event that it counts, or that it does not, whatever the rules say. */
export class DecideOnEvent extends Command<Outcome> {
  constructor(
    readonly decision: 'EventReleased' | 'EventSetAside',
    readonly eventId: string,
    readonly note: string,
    readonly decider: Decider,
  ) {
    super();
  }
}

@CommandHandler(DecideOnEvent)
export class DecideOnEventHandler implements ICommandHandler<DecideOnEvent> {
  constructor(@Inject(MicroBatch) private readonly reports: MicroBatch) {}

  execute({ decision, eventId, note, decider }: DecideOnEvent): Promise<Outcome> {
    return this.reports.record(decisionReport(decision, { eventId, note }, decider));
  }
}
