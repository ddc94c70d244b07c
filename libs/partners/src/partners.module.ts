import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule } from './access.module.js';
import { ChangePartnerHandler } from './application/change-partner.handler.js';
import { PartnerLog } from './application/partner-log.js';
import { RegisterPartnerHandler } from './application/register-partner.handler.js';
import { RotateKeyHandler } from './application/rotate-key.handler.js';
import { DelegationsController } from './http/delegations.controller.js';
import { PartnersController } from './http/partners.controller.js';

@Module({
  imports: [CqrsModule, AccessModule],
  controllers: [PartnersController, DelegationsController],
  providers: [PartnerLog, RegisterPartnerHandler, RotateKeyHandler, ChangePartnerHandler],
  exports: [AccessModule],
})
export class PartnersModule {}
