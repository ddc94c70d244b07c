/** How fast something went, and how much of one core this thread, which is load generator and adapter in one, used. */
export interface Rate {
  name: string;
  unit: string;
  perSecond: number;
  threadShare: number;
}

/** Runs a piece of work that answers how many it did. */
export async function measured(name: string, unit: string, work: () => Promise<number>): Promise<Rate> {
  const cpu = process.threadCpuUsage();
  const started = performance.now();
  const done = await work();
  const elapsedMillis = performance.now() - started;
  const used = process.threadCpuUsage(cpu);
  return {
    name,
    unit,
    perSecond: done / (elapsedMillis / 1000),
    threadShare: (used.user + used.system) / 1000 / elapsedMillis,
  };
}

export interface Repeating {
  callers: number;
  seconds: number;
  /** Answers how many it did; 0 ends its caller early. */
  step: () => Promise<number>;
}

/** Lets callers repeat a step, each its own next one when the last is answered, until the time is over. */
export const repeated = (name: string, unit: string, { callers, seconds, step }: Repeating): Promise<Rate> =>
  measured(name, unit, async () => {
    const end = performance.now() + seconds * 1000;
    let done = 0;
    const caller = async () => {
      while (performance.now() < end) {
        const count = await step();
        if (count === 0) return;
        done += count;
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return done;
  });
