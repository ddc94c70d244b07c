import type { AllStreamResolvedEvent, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { ServerTrouble, type StoredRecord } from '../stream-server.js';
import { recordOf } from './record-of.js';

/** All that a read gives. The client sets reads no deadline: one that stays silent is given up here. */
export function collect(
  reading: StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent>,
  silentMillisMax: number,
): Promise<StoredRecord[]> {
  const { promise, resolve, reject } = Promise.withResolvers<StoredRecord[]>();
  const records: StoredRecord[] = [];
  const silent = () => {
    reject(new ServerTrouble(`no answer within ${silentMillisMax} ms`));
    reading.cancel().catch(() => undefined);
  };
  const timer = setTimeout(silent, silentMillisMax);
  reading.on('data', (resolved: ResolvedEvent) => {
    timer.refresh();
    try {
      records.push(recordOf(resolved));
    } catch (error) {
      reject(error);
    }
  });
  reading.on('error', reject);
  reading.on('end', () => resolve(records));
  return promise.finally(() => clearTimeout(timer));
}
