import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome } from '../../domain/report.js';
import { KeptAnswers } from '../kept-answers.js';
import { MicroBatch } from '../micro-batch.js';
import type { Submission } from '../submission.js';

export class RecordEvent extends Command<Outcome> {
  constructor(readonly submission: Submission) {
    super();
  }
}

@CommandHandler(RecordEvent)
export class RecordEventHandler implements ICommandHandler<RecordEvent> {
  constructor(
    @Inject(MicroBatch) private readonly reports: Pick<MicroBatch, 'record'>,
    @Inject(KeptAnswers) private readonly kept: KeptAnswers,
  ) {}

  execute({ submission }: RecordEvent): Promise<Outcome> {
    return this.kept.answer(submission, () => this.reports.record(submission));
  }
}
