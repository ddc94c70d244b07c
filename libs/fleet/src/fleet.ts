import { type Day, MICROS_PER_DAY, type Micros, startOfDay } from '#kernel';
import { Cohort } from './cohort.js';
import type { Delivery, ToldJourney } from './delivery.js';
import { newDevice } from './device.js';
import { type FailureRates, injectFailures } from './failures/injection.js';
import { MODELS } from './models.js';
import { live } from './phases/life.js';
import { outputsOf } from './phases/recycling.js';
import { Random } from './random.js';
import { Story, timeOf } from './story.js';

export interface FleetOptions {
  /** The same options give the same fleet, bit for bit. */
  seed: string;
  devices: number;
  /** First device's number: parts of one fleet can be made apart. A multiple of 200. */
  from?: number;
  /** Last day of which anything is told. */
  until: Day;
  /** Years before `until` in which devices were made. */
  years?: number;
  /** Share of devices that each failure case happens to (0 to 1). None by default. */
  failures?: FailureRates;
}

/** Devices that share spare parts and recycling batches; also the unit in which a fleet can be cut. */
export const COHORT_SIZE = 200;
const WEIGHTED_MODELS = MODELS.map((model) => [model.weight, model] as const);

/** Journey after journey. Only one cohort's spare parts and batches are remembered: any number of devices will do. */
export function* journeys(options: FleetOptions): Generator<ToldJourney> {
  const { from = 0, devices } = options;
  const fleet = fleetName(options.seed);
  const until = startOfDay(options.until) + MICROS_PER_DAY - 1;
  let cohort = new Cohort(Math.floor(from / COHORT_SIZE));
  for (let index = from; index < from + devices; index++) {
    if (Math.floor(index / COHORT_SIZE) !== cohort.number) {
      yield settle(cohort, until);
      cohort = new Cohort(Math.floor(index / COHORT_SIZE));
    }
    yield tell(index, options, { fleet, until, cohort });
  }
  yield settle(cohort, until);
}

/** The same as one stream of deliveries. */
export function* deliveries(options: FleetOptions): Generator<Delivery> {
  for (const journey of journeys(options)) yield* journey.deliveries;
}

function tell(index: number, options: FleetOptions, setting: Story['setting']): ToldJourney {
  const random = new Random(`${options.seed}/${index}`);
  const device = newDevice(index, random.weighted(WEIGHTED_MODELS), random);
  const bornAt = setting.until - random.between(0.02, options.years ?? 6) * 365 * MICROS_PER_DAY;
  const story = new Story(device, random, setting, Math.floor(bornAt));
  live(story);
  const told: ToldJourney = { device, deliveries: story.deliveries, failures: [] };
  return options.failures === undefined ? told : injectFailures(told, options.failures, setting, random);
}

/** Each batch as a whole: weighed in with its last device, its outputs weighed later. */
function settle(cohort: Cohort, until: Micros): ToldJourney {
  const told = [...cohort.batches.values()].flatMap(({ ref, recycler, inputKg, lastReceivedAt }): Delivery[] => {
    const at = lastReceivedAt + 21 * MICROS_PER_DAY;
    if (at > until) return [];
    return [
      {
        partner: recycler.id,
        sentAt: lastReceivedAt,
        report: {
          subject: `batch:${recycler.id}:${ref}`,
          type: 'RecyclingReceived',
          occurredAt: timeOf(recycler, lastReceivedAt),
          reference: `${ref}-in`,
          data: { batchRef: ref, batchMassKg: Math.round(inputKg * 1_000_000) / 1_000_000 },
        },
      },
      {
        partner: recycler.id,
        sentAt: at,
        report: {
          subject: `batch:${recycler.id}:${ref}`,
          type: 'RecyclingCompleted',
          occurredAt: timeOf(recycler, at),
          reference: `${ref}-out`,
          data: { batchRef: ref, outputs: outputsOf(inputKg), massBasis: 'measured', process: 'smelting' },
        },
      },
    ];
  });
  return { deliveries: told.sort((a, b) => a.sentAt - b.sentAt), failures: [] };
}

/** Short name of a fleet within references. */
export const fleetName = (seed: string): string => `f${new Random(seed).hex(6)}`;
