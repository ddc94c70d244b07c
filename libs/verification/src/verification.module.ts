import { Module } from '@nestjs/common';
import { LogAnchors } from './application/log-anchors.js';
import { LogAnchorController } from './http/log-anchor.controller.js';

@Module({ controllers: [LogAnchorController], providers: [LogAnchors] })
export class VerificationModule {}
