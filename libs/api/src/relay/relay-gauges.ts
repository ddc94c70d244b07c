import { Inject, Injectable } from '@nestjs/common';
import { Telemetry } from '#platform';
import { RelayService } from './relay.service.js';

@Injectable()
export class RelayGauges {
  constructor(@Inject(Telemetry) telemetry: Telemetry, @Inject(RelayService) relay: RelayService) {
    telemetry.observe('circulog_feed_lag_events', 'Events not yet published, by feed.', ['feed'], async (gauge) => {
      for (const { feed, events } of await relay.lags()) gauge.set({ feed }, events);
    });
  }
}
