import type { Terminal } from '../console/terminal.js';
import type { DemoBroker } from './demo-broker.js';
import { heardOfStar } from './heard-of-star.js';
import { heardOverKafka, type Told } from './heard-over-kafka.js';

/** Over Kafka where there is a broker; over server-sent events where there is none, or none any more. */
export async function heardBySubscribers(
  broker: DemoBroker | undefined,
  told: Told,
  terminal: Terminal,
): Promise<void> {
  const { identifier, operator } = told;
  const overKafka = broker === undefined ? undefined : await tried(broker, told, terminal);
  if (overKafka === undefined) await heardOfStar(operator.client.url, operator.key, identifier, terminal);
  else terminal.line(overKafka);
}

async function tried(broker: DemoBroker, told: Told, terminal: Terminal): Promise<string | undefined> {
  try {
    return await heardOverKafka(broker, told, terminal);
  } catch (error) {
    terminal.note(`Kafka at ${broker.name}: ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
}
