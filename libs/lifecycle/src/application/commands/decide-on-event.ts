import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isUuid } from '#kernel';
import { refused } from '../../domain/intake/refuse.js';
import type { Outcome } from '../../domain/report.js';
import { type Decider, Decisions } from './decisions.js';

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
  constructor(@Inject(Decisions) private readonly decisions: Decisions) {}

  async execute({ decision, eventId, note, decider }: DecideOnEvent): Promise<Outcome> {
    if (!isUuid(eventId) || !(await this.decisions.knows(eventId))) {
      return refused(404, { pointer: '', rule: 'unknown-event', detail: `There is no event ${eventId}.` });
    }
    return this.decisions.record(decision, { eventId, note }, decider);
  }
}
