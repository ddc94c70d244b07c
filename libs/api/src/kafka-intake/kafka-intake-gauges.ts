import { Inject, Injectable } from '@nestjs/common';
import { Telemetry } from '#platform';
import { KafkaIntakeService } from './kafka-intake.service.js';

@Injectable()
export class KafkaIntakeGauges {
  constructor(@Inject(Telemetry) telemetry: Telemetry, @Inject(KafkaIntakeService) intake: KafkaIntakeService) {
    const help = 'Messages not yet answered, by partner, of the partitions that this process reads.';
    telemetry.observe('circulog_intake_lag_messages', help, ['partner'], async (gauge) => {
      for (const { partner, messages } of await intake.lags()) gauge.set({ partner }, messages);
    });
  }
}
