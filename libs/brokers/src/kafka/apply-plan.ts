import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { newTopic } from '#feeds';
import { type BrokerPlan, comparePlan, type PlanComparison } from '../domain/index.js';
import { entryOf, filterOf } from './acl-codes.js';
import { type Reading, readBrokers } from './read-brokers.js';
import { inRequests } from './requests.js';

export type ApplyStep = 'topics' | 'acls' | 'withdrawn';

export interface Applied {
  made: { topics: number; acls: number };
  /** ACLs that are gone. */
  taken: number;
  /** As it is now. */
  comparison: PlanComparison;
}

const TOPICS_MAX = 50;
const ACLS_MAX = 200;
const LOOKS_MAX = 50;
const LOOK_MILLIS = 100;

type OnStep = (step: ApplyStep, done: number, total: number) => void;

export interface Applying extends Reading {
  /** Takes the access of suspended partners away. */
  revoke: boolean;
}

/**
 * Makes what is missing, and nothing else: what differs or is in no plan stays, and what suspended partners had unless
 * `revoke`. Throws what the client throws; what was
 * made until then stays, and the next time goes on from there.
 */
export async function applyPlan(
  admin: Admin,
  plan: BrokerPlan,
  { revoke, ...reading }: Applying,
  onStep: OnStep,
): Promise<Applied> {
  const before = comparePlan(plan, await readBrokers(admin, plan, reading));
  // First of all: who is suspended reads on until then.
  const taken = revoke ? await takeAcls(admin, before, onStep) : 0;
  const made = { topics: await makeTopics(admin, before, onStep), acls: await makeAcls(admin, before, onStep) };
  return { made, taken, comparison: await shown(admin, plan, { revoke, ...reading }) };
}

async function makeTopics(admin: Admin, { topics }: PlanComparison, onStep: OnStep): Promise<number> {
  const missing = topics.filter(({ state }) => state === 'missing');
  let done = 0;
  for (const portion of inRequests(missing, TOPICS_MAX)) {
    await admin.createTopics({
      waitForLeaders: true,
      topics: portion.map(({ name, partitions, settings }) => newTopic(name, partitions, settings)),
    });
    done += portion.length;
    onStep('topics', done, missing.length);
  }
  return done;
}

async function makeAcls(admin: Admin, { acls }: PlanComparison, onStep: OnStep): Promise<number> {
  const missing = acls.filter(({ state }) => state === 'missing');
  let done = 0;
  for (const portion of inRequests(missing, ACLS_MAX)) {
    await admin.createAcls({ acl: portion.map(entryOf) });
    done += portion.length;
    onStep('acls', done, missing.length);
  }
  return done;
}

async function takeAcls(admin: Admin, { withdrawn }: PlanComparison, onStep: OnStep): Promise<number> {
  let done = 0;
  for (const portion of inRequests(withdrawn, ACLS_MAX)) {
    await admin.deleteAcls({ filters: portion.map(filterOf) });
    done += portion.length;
    onStep('withdrawn', done, withdrawn.length);
  }
  return done;
}

/** A controller takes what brokers show, and keep to, only a moment later. */
async function shown(admin: Admin, plan: BrokerPlan, { revoke, ...reading }: Applying): Promise<PlanComparison> {
  for (let look = 1; ; look += 1) {
    const comparison = comparePlan(plan, await readBrokers(admin, plan, reading));
    const isMissing = [...comparison.topics, ...comparison.acls].some(({ state }) => state === 'missing');
    const isLeft = revoke && comparison.withdrawn.length > 0;
    if ((!isMissing && !isLeft) || look === LOOKS_MAX) return comparison;
    await pause(LOOK_MILLIS);
  }
}
