import { describe, expect, it } from '@jest/globals';
import { Telemetry } from './telemetry.js';

const told = async ({ registry }: Telemetry, name: string) =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));

describe('a gauge that is worked out when asked', () => {
  it('says what there is at that moment, and nothing of before', async () => {
    const telemetry = new Telemetry();
    const lags = new Map([['sent', 3]]);
    telemetry.observe('lag', 'Lag.', ['feed'], async (gauge) => {
      for (const [feed, events] of lags) gauge.set({ feed }, events);
    });
    expect(await told(telemetry, 'lag')).toEqual(['lag{feed="sent"} 3']);
    lags.clear();
    expect(await told(telemetry, 'lag')).toEqual([]);
  });

  it.each([
    ['whose server is away', () => Promise.reject(new Error('away'))],
    [
      'whose reading fails at once',
      () => {
        throw new Error('away');
      },
    ],
  ])('%s is absent, while the others answer', async (_, reading) => {
    const telemetry = new Telemetry();
    let isAway = false;
    telemetry.observe('lag', 'Lag.', [], async (gauge) => {
      gauge.set(7);
      if (isAway) await reading();
    });
    telemetry.observe('open', 'Open.', [], async (gauge) => gauge.set(1));
    expect(await told(telemetry, 'lag')).toEqual(['lag 7']);
    isAway = true;
    expect([await told(telemetry, 'lag'), await told(telemetry, 'open')]).toEqual([[], ['open 1']]);
    isAway = false;
    expect(await told(telemetry, 'lag')).toEqual(['lag 7']);
  });

  it('is waited for so long, and what comes late is told to nobody', async () => {
    const telemetry = new Telemetry({ patienceMillis: 20 });
    const late: (() => void)[] = [];
    telemetry.observe('lag', 'Lag.', ['feed'], async (gauge) => {
      const at = late.length;
      await new Promise<void>((resolve) => late.push(resolve));
      gauge.set({ feed: `of ${at}` }, 1);
    });
    expect(await told(telemetry, 'lag')).toEqual([]);
    const second = told(telemetry, 'lag');
    for (const end of late) end();
    expect(await second).toEqual(['lag{feed="of 1"} 1']);
  });
});
