import { rmSync } from 'node:fs';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { fillBackup } from './fill-backup.js';
import { type BackupOrder, FAILED, type FromBackup, TAKEN } from './messages.js';
import { Snapshot } from './snapshot.js';

/** Opens the stores, waits for the word, and takes the backup: one for each thread. */
function serve(port: MessagePort, { places, taken }: BackupOrder): void {
  const tell = (message: FromBackup) => port.postMessage(message);
  const snapshot = new Snapshot(places);
  port.once('message', () => void take());
  tell({ kind: 'ready' });

  async function take(): Promise<void> {
    try {
      begin();
      const manifest = await fillBackup(snapshot, places, (step, done, total) =>
        tell({ kind: 'step', step, done, total }),
      );
      tell({ kind: 'done', manifest });
    } catch (error) {
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    } finally {
      snapshot.close();
      rmSync(places.holding, { recursive: true, force: true });
      port.close();
    }
  }

  function begin(): void {
    const cell = new Int32Array(taken);
    let outcome = FAILED;
    try {
      snapshot.take();
      outcome = TAKEN;
    } finally {
      Atomics.store(cell, 0, outcome);
      Atomics.notify(cell, 0);
    }
  }
}

if (parentPort !== null) serve(parentPort, workerData as BackupOrder);
