import { setImmediate } from 'node:timers/promises';
import type { AppendOutcome, AppendRequest, EventStore } from '#event-store';
import type { Refusal } from '#kernel';
import type { Ids } from '#platform';
import { type Decision, decide } from '../domain/intake/decide.js';
import { answerOf, type Step } from '../domain/intake/enter.js';
import { Journeys } from '../domain/intake/journeys.js';
import { Missing } from '../domain/intake/known.js';
import type { Prepared } from '../domain/intake/prepared.js';
import { refused } from '../domain/intake/refuse.js';
import type { Outcome } from '../domain/report.js';
import { deviceStream } from '../domain/set/attribution.js';
import { prefetch } from './prefetch.js';
import { World } from './world.js';

/** Times that a report is decided anew because others were faster. */
const ATTEMPTS_MAX = 12;
/** Times that an append of unknown fate is sent again, under the same ids. */
const RESENDS_MAX = 3;
/** Fetches that one decision may ask for one after the other. */
const FETCHES_MAX = 64;

/** Deciding a large batch lets others have their turn after this long. */
const TURN_MILLIS_MAX = 10;

export interface Item {
  index: number;
  prepared: Prepared;
}

interface Planned {
  item: Item;
  decision: Decision & { kind: 'append' };
  lost: boolean;
  position: string;
}

/** One batch on its way into the log: decided item by item, appended together, decided anew where others were faster. */
export class Recording {
  private readonly world: World;
  private readonly journeys: Journeys;
  private readonly told = new Map<string, Outcome>();

  constructor(
    private readonly store: EventStore,
    private readonly ids: Ids,
    private readonly outcomes: Outcome[],
  ) {
    this.world = new World(store);
    this.journeys = new Journeys(this.world);
  }

  async run(items: readonly Item[]): Promise<void> {
    let pending = items;
    for (let attempt = 0; pending.length > 0 && attempt < ATTEMPTS_MAX; attempt += 1)
      pending = await this.attempt(pending);
    for (const { index } of pending) this.outcomes[index] = busy();
  }

  /** Answers the items that were overtaken. */
  private async attempt(items: readonly Item[]): Promise<Item[]> {
    await prefetch(
      this.world,
      items.map(({ prepared }) => prepared),
    );
    const planned: Planned[] = [];
    const repeats: { item: Item; eventId: string }[] = [];
    let since = performance.now();
    for (const item of items) {
      if (performance.now() - since > TURN_MILLIS_MAX) {
        await setImmediate();
        since = performance.now();
      }
      const decision = await this.decide(item.prepared);
      if (decision.kind === 'append') planned.push({ item, decision, lost: false, position: '' });
      else if (decision.kind === 'repeat') repeats.push({ item, eventId: decision.eventId });
      else this.outcomes[item.index] = decision.refusal;
    }
    if (planned.length > 0) await this.append(planned);
    const overtaken: Item[] = [];
    for (const plan of planned) if (plan.lost) overtaken.push(plan.item);
    for (const { item, eventId } of repeats) if (!this.repeat(item, eventId)) overtaken.push(item);
    return overtaken.sort((a, b) => a.index - b.index);
  }

  private async decide(prepared: Prepared): Promise<Decision> {
    const context = { known: this.world, journeys: this.journeys, newDeviceId: () => this.drawDeviceId() };
    for (let fetches = 0; fetches < FETCHES_MAX; fetches += 1) {
      try {
        return decide(prepared, context);
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        await this.world.fetch(error.wanted);
      }
    }
    return { kind: 'refused', refusal: busy() };
  }

  private drawDeviceId(): string {
    const id = this.ids.next();
    this.world.openStream(deviceStream(id));
    this.world.openHolder('link', id);
    return id;
  }

  /** What a retraction puts in its target's place goes first, so that a crash between leaves no loss (CONTRACTS R6). */
  private async append(planned: readonly Planned[]): Promise<void> {
    const stepsMax = Math.max(...planned.map(({ decision }) => decision.steps.length));
    for (let round = 0; round < stepsMax; round += 1) {
      const due = planned.filter(({ decision, lost }) => !lost && decision.steps[round] !== undefined);
      const requests = due.map(({ decision }) => decision.steps[round] as Step);
      const results = await this.send(requests);
      for (const [at, plan] of due.entries()) this.settle(plan, results[at] as AppendOutcome | Refusal);
    }
    for (const { item, decision, lost, position } of planned) {
      if (lost || this.outcomes[item.index] !== undefined) continue;
      const { answer } = decision;
      const outcome: Outcome = {
        outcome: 'recorded',
        status: answer.outcome === 'quarantined' ? 202 : 201,
        answer,
        position,
      };
      this.outcomes[item.index] = outcome;
      this.told.set(answer.eventId, outcome);
    }
  }

  private settle(plan: Planned, result: AppendOutcome | Refusal): void {
    if ('outcome' in result) {
      this.outcomes[plan.item.index] = result;
      this.forget(plan);
    } else if (result.status === 'appended') {
      plan.position = result.events.at(-1)?.position ?? plan.position;
    } else if (result.status === 'unknown') {
      this.outcomes[plan.item.index] = busy(result.reason);
      this.forget(plan);
    } else {
      plan.lost = true;
      this.forget(plan);
    }
  }

  private forget({ decision }: Planned): void {
    this.world.forget(decision.steps);
    this.journeys.forget();
  }

  private async send(requests: readonly AppendRequest[]): Promise<(AppendOutcome | Refusal)[]> {
    let results = await appendEach(this.store, requests);
    for (let resend = 0; resend < RESENDS_MAX; resend += 1) {
      const unsure = requests.flatMap((_, at) => (isUnknown(results[at]) ? [at] : []));
      if (unsure.length === 0) return results;
      const again = await appendEach(
        this.store,
        unsure.map((at) => requests[at] as AppendRequest),
      );
      results = results.map((result, at) => (isUnknown(result) ? (again[unsure.indexOf(at)] ?? result) : result));
    }
    return results;
  }

  /** The first answer again, word for word; `false` where the first is not recorded after all. */
  private repeat({ index }: Item, eventId: string): boolean {
    const first = this.told.get(eventId);
    if (first?.outcome === 'recorded') {
      this.outcomes[index] = { outcome: 'repeat', status: 200, answer: first.answer };
      return true;
    }
    if (!this.world.knowsEvent(eventId)) return false;
    const event = this.world.event(eventId);
    if (event === null || event.metadata.receipt === undefined || event.hash === '') return false;
    const answer = answerOf(event.id, event.revision, event.metadata.receipt);
    this.outcomes[index] = { outcome: 'repeat', status: 200, answer };
    return true;
  }
}

const isUnknown = (result: AppendOutcome | Refusal | undefined): boolean =>
  result !== undefined && 'status' in result && result.status === 'unknown';

/** One that the log cannot hold, too large above all, is refused by itself: its neighbours are appended. */
async function appendEach(store: EventStore, requests: readonly AppendRequest[]): Promise<(AppendOutcome | Refusal)[]> {
  try {
    return await store.append(requests);
  } catch (error) {
    if (!isInvalid(error)) throw error;
    const [only] = requests;
    if (requests.length === 1 && only !== undefined) return [notRecordable(error)];
    const results: (AppendOutcome | Refusal)[] = [];
    for (const request of requests) results.push(...(await appendEach(store, [request])));
    return results;
  }
}

const isInvalid = (error: unknown): error is Error => error instanceof Error && error.name === 'InvalidEvent';

const notRecordable = (error: Error): Refusal =>
  refused(422, { pointer: '', rule: 'not-recordable', detail: `The log cannot hold this: ${error.message}.` });

const busy = (reason = 'Others reported on the same device at the same time.'): Refusal =>
  refused(503, { pointer: '', rule: 'retry', detail: reason, hint: 'Send the same report again in a moment.' });
