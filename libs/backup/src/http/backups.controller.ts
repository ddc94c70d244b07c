import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Requires } from '#partners';
import { Answers, type ProblemError, problem } from '#platform';
import { type BackupJob, Backups } from '../application/backups.js';
import { backupJob } from './backup-view.js';

const order = z.strictObject({
  folder: z.string().min(1).max(1_000).describe("Absolute path on the server's machine; nothing may be there yet."),
});
type Order = z.output<typeof order>;

/** Backups of the embedded stores, taken while they are written. */
@ApiTags('backups')
@Controller('v1/backups')
@Requires('operator')
export class BackupsController {
  constructor(@Inject(Backups) private readonly backups: Backups) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: "Back the embedded stores up into a new folder on the server's machine." })
  @Answers(202, 'Begun.', backupJob)
  async begin(@Body({ schema: order }) { folder }: Order, @Res({ passthrough: true }) reply: FastifyReply) {
    try {
      const job = await this.backups.begin(folder);
      reply.header('location', `/v1/backups/${job.id}`);
      return job;
    } catch (error) {
      throw (error instanceof Error ? PROBLEMS[error.name]?.(error) : undefined) ?? error;
    }
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far a backup is, and its manifest once it is whole.' })
  @Answers(200, 'The backup.', backupJob)
  show(@Param('id') id: string): BackupJob {
    const found = this.backups.find(id);
    if (found === undefined) throw problem(404, 'unknown-backup', `This process knows no backup ${id}.`);
    return found;
  }
}

const PROBLEMS: Record<string, (error: Error & { rule?: string }) => ProblemError> = {
  BackupRefused: ({ rule = 'invalid', message }) =>
    problem(422, rule, message, {
      pointer: '/folder',
      hint: 'Name a folder that is not there yet, by its whole path.',
    }),
  BackupUnderWay: ({ message }) => problem(409, 'backup-under-way', message, { hint: 'Wait until it has ended.' }),
  NotEmbedded: ({ message }) =>
    problem(409, 'not-embedded', message, { hint: "Use that server's own backups, or `circulog migrate` for a copy." }),
};
