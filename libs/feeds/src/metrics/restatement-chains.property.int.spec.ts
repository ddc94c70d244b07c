import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ademe2022Final, backmarket2024 } from '#impact/domain';
import type { FeedMessage, FeedPosition } from '../domain/index.js';
import { aRegister, drain, type MetricWorld, metricWorld, type Said, saidMeasures } from '../testing/index.js';

const PARTNERS = ['acme', 'borg', 'cord'];
const METRICS = ['devicesKnown', 'returnRate', 'avoidedImpactExpected', 'weeeCollectionRate'];
const MONTHS = ['2026-01', '2026-02'] as const;
/** Of a rate by year: the months until the first that is closed end a year as well. */
const YEAR_CLOSED = '2025-05';
const RUNS = 4;

const added = fc.record({
  kind: fc.constant('add' as const),
  partner: fc.constantFrom(...PARTNERS),
  period: fc.constantFrom(...MONTHS),
  measure: fc.constantFrom('devicesKnown', 'deliveries', 'qualifyingLives', 'collectedMass'),
  returned: fc.constantFrom('yes', 'no'),
  effectiveOn: fc.constantFrom(undefined, '2026-04-03', '2026-04-05'),
});
const stated = fc.record({
  kind: fc.constant('state' as const),
  year: fc.constantFrom(2021, 2022, 2024),
  massKg: fc.constantFrom('50', '100'),
});
const action = fc.oneof(
  { weight: 8, arbitrary: added },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('retract' as const), which: fc.nat(40) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'close' as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'project' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'read' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'version' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'choose' as const }) },
  { weight: 3, arbitrary: stated },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

class Play {
  readonly ids: { id: string; stream: string }[] = [];
  #version = 1;
  #closed = 0;
  #chosen = 0;
  #stated = 0;
  restatements: FeedMessage[] = [];
  values: FeedMessage[] = [];
  #places: { restatements: FeedPosition | null; values: FeedPosition | null } = { restatements: null, values: null };

  constructor(readonly given: MetricWorld) {}

  async take(each: Action): Promise<void> {
    const { given } = this;
    if (each.kind === 'add') this.add(each);
    else if (each.kind === 'retract') {
      const target = this.ids[each.which % Math.max(1, this.ids.length)];
      if (target !== undefined) given.log.tell(target.stream, 'EventRetracted', { target: target.id });
    } else if (each.kind === 'close') this.close();
    else if (each.kind === 'version') this.#version += 1;
    else if (each.kind === 'choose') this.choose();
    else if (each.kind === 'state') this.state(each);
    else await this.project();
    if (each.kind === 'read') await this.read();
  }

  add({ partner, period, measure, returned, effectiveOn }: Extract<Action, { kind: 'add' }>): void {
    const stream = `device-d${this.ids.length}`;
    const dimensions = {
      partner,
      category: 'smartphone',
      country: 'DE',
      ...(measure === 'deliveries' ? { returned } : {}),
      ...(measure === 'qualifyingLives' ? { credited: partner, outcome: 'refurbished' } : {}),
      ...(measure === 'collectedMass' ? { weeeCategory: '6' } : {}),
    };
    const one = { dimensions, amount: 1, ...(effectiveOn === undefined ? {} : { effectiveOn }) };
    const adds: Said[] =
      measure === 'collectedMass'
        ? [
            { ...one, measure, period: YEAR_CLOSED, amount: 1_000_000 },
            { ...one, measure: 'collectedDevices', period: YEAR_CLOSED },
          ]
        : [{ ...one, measure, period }];
    this.ids.push({ stream, id: this.given.log.tell(stream, 'GradeAssigned', { adds } as never) });
  }

  choose(): void {
    this.#chosen += 1;
    this.given.choose(this.#chosen % 2 === 0 ? ademe2022Final : backmarket2024);
  }

  /** The first one states all masses that the rate of the closed year needs, others one in place of another. */
  state({ year, massKg }: Pick<Extract<Action, { kind: 'state' }>, 'year' | 'massKg'>): void {
    this.#stated += 1;
    const years = this.#stated === 1 ? [2022, 2023, 2024] : [year];
    this.given.state(aRegister(this.#stated, Object.fromEntries(years.map((each) => [each, massKg]))));
  }

  close(): void {
    this.#closed += 1;
    this.given.closeDay(`2026-04-0${Math.min(9, this.#closed)}`);
    const month = MONTHS[Math.floor(this.#closed / 2)];
    if (month !== undefined && this.#closed % 2 === 0) this.given.closeMonth(month);
  }

  /** Until the latest version is the one that is read. */
  async project(): Promise<void> {
    const projections = [saidMeasures(this.#version, BigInt(this.#version))];
    do await this.given.catchUp({ projections });
    while ((await readLive(this.given)) !== this.#version);
  }

  async read(): Promise<void> {
    for (const which of ['restatements', 'values'] as const) {
      const { messages, reached } = await drain(this.given[which](), this.#places[which]);
      this.#places[which] = reached;
      this[which].push(...messages);
    }
  }
}

async function readLive({ reads }: MetricWorld): Promise<number> {
  const pointer = await reads.get('@pointers', 'measures');
  return Number.parseInt(String((pointer?.document.live as { version?: string } | undefined)?.version), 10);
}

const rowOf = ({ audience, key }: FeedMessage) => `${audience ?? ''} ${key}`;

function expectChains(messages: readonly FeedMessage[]): void {
  const last = new Map<string, unknown>();
  for (const message of messages) {
    if (last.has(rowOf(message))) expect(message.data.from).toEqual(last.get(rowOf(message)));
    last.set(rowOf(message), message.data.to);
  }
}

async function expectPresent({ given, values, restatements }: Play): Promise<void> {
  const compacted = new Map(values.map((message) => [rowOf(message), message]));
  const restated = new Map(restatements.map((message) => [rowOf(message), message]));
  for (const metric of METRICS) {
    for (const [partner, rows] of await given.answers(metric, PARTNERS)) {
      const published = [...compacted.values()].filter(
        ({ audience, data }) => audience === partner && data.metric === metric && data.absent === undefined,
      );
      const shown = published.map(({ data: { asOfPosition: _, metric: __, ...row } }) => JSON.stringify(row)).sort();
      // What is always broken down by country is one row, however it is asked for.
      expect(shown).toEqual([...new Set(rows.map((row) => JSON.stringify(row)))].sort());
      for (const message of published) {
        const to = restated.get(rowOf(message))?.data.to;
        if (to === undefined) continue;
        const { value, numerator, denominator } = message.data;
        expect(to).toMatchObject({ value, numerator, denominator });
      }
    }
  }
}

describe('restatements', () => {
  it('of a row form a chain that ends at its present value, however it is read and whoever works meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 12, maxLength: 20 }), async (actions) => {
        const play = new Play(await metricWorld());
        try {
          for (const partner of PARTNERS)
            for (let index = 0; index < 8; index += 1)
              for (const measure of ['devicesKnown', 'collectedMass'] as const)
                play.add({ kind: 'add', partner, period: '2026-01', measure, returned: 'no', effectiveOn: undefined });
          play.close();
          play.close();
          play.close();
          await play.project();
          await play.read();
          for (const each of actions) await play.take(each);
          await play.project();
          let busy = 3;
          play.given.between = async () => {
            if (busy === 0) return;
            busy -= 1;
            play.add({
              kind: 'add',
              partner: 'borg',
              period: '2026-01',
              measure: 'devicesKnown',
              returned: 'no',
              effectiveOn: undefined,
            });
            await play.project();
          };
          await play.read();
          busy = 0;
          await play.read();
          expectChains(play.restatements);
          await expectPresent(play);
          const again = await drain(play.given.restatements(), null);
          const inTheEnd = new Map(again.messages.map((message) => [message.id, message.data]));
          for (const { id, data } of play.restatements) expect(inTheEnd.get(id)).toEqual(data);
        } finally {
          await play.given.close();
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 300_000);
});
