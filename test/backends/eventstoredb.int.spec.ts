import { afterAll } from '@jest/globals';
import { openEventStore } from '#event-store';
import { eventStoreConformance } from '#event-store/testing';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';

/** One stand-in for each log: an EventStoreDB has one. */
const standIns = new Map<string, Promise<StandIn>>();
afterAll(async () => {
  for (const standIn of standIns.values()) await (await standIn).stop();
});

eventStoreConformance('esdb', async (name, options) => {
  const standIn = standIns.get(name) ?? startStandIn();
  standIns.set(name, standIn);
  return openEventStore((await standIn).url, options);
});
