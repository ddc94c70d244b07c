import { stat } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration, isEmbedded, Telemetry } from '#platform';
import { Projector } from '#projections';

/** What is worked out only when Prometheus asks: lag and sizes. */
@Injectable()
export class ProcessGauges {
  constructor(
    @Inject(Telemetry) telemetry: Telemetry,
    @Inject(Projector) projector: Projector,
    @Inject(CONFIGURATION) { stores }: Configuration,
  ) {
    telemetry.observe('circulog_projection_lag_events', 'Events not yet in what is read.', [], async (gauge) => {
      gauge.set((await projector.lag()).events);
    });
    telemetry.observe('circulog_projection_lag_seconds', 'Age of the first event not yet read.', [], async (gauge) => {
      gauge.set((await projector.lag()).seconds);
    });
    const labels = ['projection', 'generation', 'state'];
    telemetry.observe('circulog_projection_waiting_events', 'Events ahead of each build.', labels, async (gauge) => {
      for (const { name, generation, state, lag } of await projector.status()) {
        gauge.set({ projection: name, generation: String(generation), state }, lag.events);
      }
    });
    telemetry.observe(
      'circulog_store_bytes',
      'Size of the embedded stores, journals included.',
      ['store'],
      async (gauge) => {
        for (const [store, url] of Object.entries(stores)) gauge.set({ store }, await bytesOf(url));
      },
    );
  }
}

/** 0 for a store that is no file here. */
async function bytesOf(url: string): Promise<number> {
  if (!isEmbedded(url)) return 0;
  const file = url.slice('sqlite:'.length);
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((path) =>
      stat(path)
        .then(({ size }) => size)
        .catch(() => 0),
    ),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
