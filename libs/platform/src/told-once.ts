/** What goes on is told again this often. */
const AGAIN_MILLIS = 60_000;
/** Different things that are remembered; beyond it all are news again. */
const KNOWN_MAX = 100;

/** Lets the log say what happens once, not with every request that it happens to. */
export class ToldOnce {
  private readonly known = new Map<string, { toldAt: number; untold: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How often it has happened since it was told last; `undefined`: it was told a moment ago. */
  news(what: string): number | undefined {
    const before = this.known.get(what);
    const now = this.now();
    if (before !== undefined && now - before.toldAt < AGAIN_MILLIS) {
      before.untold += 1;
      return undefined;
    }
    if (this.known.size >= KNOWN_MAX) this.known.clear();
    this.known.set(what, { toldAt: now, untold: 0 });
    return (before?.untold ?? 0) + 1;
  }
}
