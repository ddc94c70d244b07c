import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { EventStore } from '#event-store';
import type { LogFeed } from '#feeds';
import type { OpenedKafka } from '../../test/backends/kafka/open-kafka.js';
import { until } from '../../test/e2e/until.js';
import { type Measurement, median, percentile } from '../measurement.js';
import { paced } from '../paced.js';
import { historyOf, tellHistories } from './device-history.js';
import { type LogAndTopics, onLogAndTopics } from './log-and-topics.js';
import { ownFeed, topicOf } from './own-feed.js';
import { readBack } from './plain-kafka.js';
import { measured, type Rate } from './rate.js';
import { RunningRelay } from './running-relay.js';

const BACKLOG = 20_000;
const EVENTS_PER_SECOND = 500;
const PAIRS = 3;
const USUAL_SECONDS = 5;
const WARM_UP_SECONDS = 1;
const LOOK_MILLIS = 5;
const PATIENCE_SECONDS = 60;

interface Given extends LogAndTopics {
  feed: LogFeed;
}

/** How a relay came back: since it was started, and once it had found its place. */
interface Recovery {
  seconds: number;
  rate: Rate;
}

interface Pair {
  busy: Recovery;
  quiet: Recovery;
}

/**
 * A relay that is started behind a backlog while events go on being recorded, in the thread that takes them: until it is
 * no further behind than one that was never away. Against the same backlog of a quiet log.
 */
export async function recoveryFigures({ brokers }: OpenedKafka): Promise<Measurement[]> {
  const feed = ownFeed(`bench-recovery-${randomUUID().slice(0, 8)}`);
  return onLogAndTopics(brokers, [topicOf(feed)], async ({ kafka, log }) => {
    const given = { kafka, log, feed };
    const usual = await whileEventsGoOn(log, () => lagsOfRelay(given));
    const pairs: Pair[] = [];
    let told = usual.told;
    for (let pair = 0; pair < PAIRS; pair += 1) {
      await tellHistories(log, BACKLOG);
      const busy = await whileEventsGoOn(log, () => recovered(given, median(usual.answer)));
      await recovered(given, 0);
      await tellHistories(log, BACKLOG);
      pairs.push({ busy: busy.answer, quiet: await recovered(given, 0) });
      told += busy.told + 2 * BACKLOG;
    }
    await readBack(kafka, topicOf(feed).name, told);
    return figures(usual.answer, pairs);
  });
}

/** Works while single events are recorded at an even pace, each appended alone. */
async function whileEventsGoOn<Answer>(
  log: EventStore,
  work: () => Promise<Answer>,
): Promise<{ answer: Answer; told: number }> {
  const over = new AbortController();
  const pace = { perSecond: EVENTS_PER_SECOND, seconds: PATIENCE_SECONDS };
  const [answer, told] = await Promise.all([
    work().finally(() => over.abort()),
    paced(pace, () => log.append([historyOf(1)]), over.signal),
  ]);
  return { answer, told };
}

/** How far behind a relay is, every few milliseconds, that is there from the first event on. */
async function lagsOfRelay({ feed, ...given }: Given): Promise<number[]> {
  const relay = new RunningRelay(given, feed);
  await relay.placed();
  await setTimeout(WARM_UP_SECONDS * 1_000);
  const lags: number[] = [];
  for (const end = performance.now() + USUAL_SECONDS * 1_000; performance.now() < end; ) {
    lags.push(await relay.lag());
    await setTimeout(LOOK_MILLIS);
  }
  await relay.stop();
  return lags;
}

/** A relay started anew, until it is as near to the log's end as asked. */
async function recovered({ feed, ...given }: Given, near: number): Promise<Recovery> {
  const started = performance.now();
  const relay = new RunningRelay(given, feed);
  await relay.placed();
  const rate = await measured('relay', 'messages/s', async () => {
    await until(
      () => relay.lag(),
      (lag) => lag <= near,
      PATIENCE_SECONDS * 1_000,
    );
    return relay.published;
  });
  const seconds = (performance.now() - started) / 1_000;
  await relay.stop();
  return { seconds, rate };
}

function figures(usual: readonly number[], pairs: readonly Pair[]): Measurement[] {
  const of = (pick: (pair: Pair) => number) => median(pairs.map(pick));
  const threadShare = of(({ busy }) => busy.rate.threadShare).toFixed(2);
  const lag = `usual is then a lag of ${median(usual)} events (p50; p95 ${percentile(usual, 0.95)})`;
  const load = `a backlog of ${BACKLOG.toLocaleString('en')}, and ${EVENTS_PER_SECOND} events a second`;
  return [
    {
      bench: 'servers',
      name: 'kafka: until a relay that was away is no further behind than usual, while events go on',
      value: of(({ busy }) => busy.seconds),
      unit: 's',
      reference: { name: 'on a quiet log', value: of(({ quiet }) => quiet.seconds) },
      ratio: of(({ busy, quiet }) => quiet.seconds / busy.seconds),
      note: `${load}; ${lag}`,
    },
    {
      bench: 'servers',
      name: 'kafka: from the log to the topic meanwhile',
      value: of(({ busy }) => busy.rate.perSecond),
      unit: 'messages/s',
      reference: { name: 'on a quiet log', value: of(({ quiet }) => quiet.rate.perSecond) },
      ratio: of(({ busy, quiet }) => busy.rate.perSecond / quiet.rate.perSecond),
      note: `this thread, which records the events as well, ${threadShare} of a core; every message read back once`,
    },
  ];
}
