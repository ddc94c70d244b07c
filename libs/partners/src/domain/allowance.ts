/** So many in a window, refilled evenly: what was not used is a burst that may be taken at once. */
export interface Rate {
  limit: number;
  windowMillis: number;
}

/** What one party has taken of its rate, as one number (generic cell rate algorithm, ITU-T I.371). */
export class Allowance {
  /** Unix milliseconds at which all that was taken has been refilled. */
  private fullAt = 0;

  /** Takes one, unless none is left. */
  take(rate: Rate, now: number): boolean {
    const begun = this.begun(rate, now);
    const fullAt = begun + rate.windowMillis / rate.limit;
    if (fullAt - now > rate.windowMillis) return false;
    this.fullAt = fullAt;
    return true;
  }

  remaining(rate: Rate, now: number): number {
    return Math.floor(((rate.windowMillis - (this.begun(rate, now) - now)) / rate.windowMillis) * rate.limit);
  }

  /** Milliseconds until one more may be taken; 0 at once. */
  waitMillis(rate: Rate, now: number): number {
    return Math.max(0, this.begun(rate, now) + rate.windowMillis / rate.limit - now - rate.windowMillis);
  }

  isFull(now: number): boolean {
    return this.fullAt <= now;
  }

  /** A clock that was set back must not lock anybody out for longer than a window. */
  private begun(rate: Rate, now: number): number {
    if (this.fullAt - now > rate.windowMillis) this.fullAt = now + rate.windowMillis;
    return Math.max(this.fullAt, now);
  }
}
