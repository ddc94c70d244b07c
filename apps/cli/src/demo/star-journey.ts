import type { ToldJourney } from '#fleet';

const LENGTH_MAX = 55;
/** What makes a journey worth showing, and how much. */
const WORTH: Record<string, number> = {
  IdentifierSuperseded: 6,
  DeviceResold: 4,
  ReturnReceived: 4,
  DeviceDismantled: 3,
  RecyclingReceived: 3,
  RecyclingCompleted: 4,
  TradeInSettled: 2,
  GradeAssigned: 1,
  DeviceManufactured: 2,
};

/** Remembers the most eventful honest journey among those that it is shown. */
export class StarJourney {
  private best: ToldJourney | undefined;
  private score = -1;

  look(journey: ToldJourney): void {
    const { device, deliveries, failures } = journey;
    if (device === undefined || device.imeis.length === 0 || failures.length > 0 || deliveries.length > LENGTH_MAX)
      return;
    const counts = new Map<string, number>();
    for (const { report } of deliveries) counts.set(report.type, (counts.get(report.type) ?? 0) + 1);
    let score = 0;
    for (const [type, count] of counts) score += (WORTH[type] ?? 0) * Math.min(count, 2);
    if (score <= this.score) return;
    this.score = score;
    this.best = journey;
  }

  /** An identifier of it that the server knows. */
  get identifier(): string | undefined {
    const [imei] = this.best?.device?.imeis ?? [];
    return imei === undefined ? undefined : `imei:${imei}`;
  }
}
