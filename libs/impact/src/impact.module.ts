import { Module } from '@nestjs/common';
import { LifecycleModule, providesStatedEditions } from '#lifecycle';
import { FactorSets } from './application/factor-sets.service.js';
import { FactorSetsController } from './http/factor-sets.controller.js';

@Module({
  imports: [LifecycleModule],
  controllers: [FactorSetsController],
  providers: [providesStatedEditions(FactorSets)],
  exports: [FactorSets],
})
export class ImpactModule {}
