import { appendFile, readFile } from 'node:fs/promises';
import type { FaultResult } from './run-faults.js';

/** One segment of a long run: its verdict, or why there is none. */
export type Segment = { segment: number; seed: number } & ({ result: FaultResult } | { failure: string });

/** What the segments of a run came to, one JSON line each, so that a run that was ended goes on where it was. */
export class SegmentRecord {
  private constructor(
    readonly segments: Segment[],
    private readonly file: string | undefined,
  ) {}

  /** Without a file it is kept in memory alone. Throws where the file is the record of another seed. */
  static async open(file: string | undefined, seed: number): Promise<SegmentRecord> {
    const text = file === undefined ? '' : await readFile(file, 'utf8').catch(orEmpty);
    const segments = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Segment);
    const stranger = segments.find(({ segment, seed: own }) => own !== seedOf(seed, segment));
    if (stranger !== undefined) {
      throw new Error(`${file} is the record of a run with seed ${stranger.seed - stranger.segment}, not ${seed}.`);
    }
    return new SegmentRecord(segments, file);
  }

  async add(segment: Segment): Promise<void> {
    this.segments.push(segment);
    if (this.file !== undefined) await appendFile(this.file, `${JSON.stringify(segment)}\n`);
  }
}

export const seedOf = (seed: number, segment: number): number => seed + segment;

function orEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
