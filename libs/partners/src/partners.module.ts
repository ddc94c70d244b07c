import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ApiKeys } from './application/api-keys.service.js';
import { PartnerDirectoryService } from './application/partner-directory.service.js';

@Module({
  imports: [CqrsModule],
  providers: [PartnerDirectoryService, ApiKeys],
  exports: [PartnerDirectoryService, ApiKeys],
})
export class PartnersModule {}
