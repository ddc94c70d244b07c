import { Module } from '@nestjs/common';
import { Backups } from './application/backups.js';
import { BackupsController } from './http/backups.controller.js';

@Module({ controllers: [BackupsController], providers: [Backups] })
export class BackupModule {}
