import { Module } from '@nestjs/common';
import { LifecycleModule, providesStatedEditions } from '#lifecycle';
import { PutOnMarket } from './application/put-on-market.service.js';
import { PutOnMarketController } from './http/put-on-market.controller.js';

@Module({
  imports: [LifecycleModule],
  controllers: [PutOnMarketController],
  providers: [providesStatedEditions(PutOnMarket)],
  exports: [PutOnMarket],
})
export class PutOnMarketModule {}
