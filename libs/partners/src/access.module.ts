import { Module } from '@nestjs/common';
import { ApiKeys } from './application/api-keys.service.js';
import { KeyRefresh } from './application/key-refresh.js';
import { PartnerDirectoryService } from './application/partner-directory.service.js';

/** Who may come in: what every process needs that answers HTTP. */
@Module({
  providers: [PartnerDirectoryService, ApiKeys, KeyRefresh],
  exports: [PartnerDirectoryService, ApiKeys],
})
export class AccessModule {}
