import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome } from '../../domain/report.js';
import { Recorder } from '../recorder.js';
import type { Submission } from '../submission.js';

/** In order, not atomic: one outcome per submission. */
export class RecordBatch extends Command<Outcome[]> {
  constructor(readonly submissions: readonly Submission[]) {
    super();
  }
}

@CommandHandler(RecordBatch)
export class RecordBatchHandler implements ICommandHandler<RecordBatch> {
  constructor(@Inject(Recorder) private readonly recorder: Recorder) {}

  execute({ submissions }: RecordBatch): Promise<Outcome[]> {
    return this.recorder.record(submissions);
  }
}
