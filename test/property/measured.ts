import { dayOf } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import { measuresProjection } from '#metrics';
import type { MeasureReader } from '#projections';

/** Every measure that these journeys contribute to, by all of its dimensions, as the read store has it. */
export async function measured(reader: MeasureReader, journeys: readonly Journey[], now: number): Promise<string[]> {
  const dimensions = new Map<string, Set<string>>();
  for (const journey of journeys) {
    for (const { measure, dimensions: named } of measuresProjection.project(journey).contributions) {
      const known = dimensions.get(measure) ?? new Set<string>();
      for (const name of Object.keys(named)) known.add(name);
      dimensions.set(measure, known);
    }
  }
  const rows: string[] = [];
  for (const [measure, names] of [...dimensions].sort()) {
    const query = { measure, where: {}, groupBy: [...names].sort(), evaluationDay: dayOf(now * 1000) };
    for (const { dimensions: at, period, amount, pending } of await reader.read(query)) {
      if (amount !== 0n || pending !== 0n) rows.push(`${measure} ${period} ${JSON.stringify(at)} ${amount}+${pending}`);
    }
  }
  return rows.sort();
}
