import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ApiKeys } from './application/api-keys.service.js';
import { ChangePartnerHandler } from './application/change-partner.handler.js';
import { PartnerDirectoryService } from './application/partner-directory.service.js';
import { PartnerLog } from './application/partner-log.js';
import { RegisterPartnerHandler } from './application/register-partner.handler.js';
import { RotateKeyHandler } from './application/rotate-key.handler.js';
import { DelegationsController } from './http/delegations.controller.js';
import { PartnersController } from './http/partners.controller.js';

@Module({
  imports: [CqrsModule],
  controllers: [PartnersController, DelegationsController],
  providers: [
    PartnerDirectoryService,
    ApiKeys,
    PartnerLog,
    RegisterPartnerHandler,
    RotateKeyHandler,
    ChangePartnerHandler,
  ],
  exports: [PartnerDirectoryService, ApiKeys],
})
export class PartnersModule {}
