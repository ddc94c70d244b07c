import { ForeignPosition, type Position } from './port.js';

/** Positions of one log: dense whole numbers from 1, written as `<epoch>:<value>`. */
export class Positions {
  private readonly prefix: string;

  constructor(private readonly epoch: string) {
    this.prefix = `${epoch}:`;
  }

  write(value: number): Position {
    return this.prefix + value;
  }

  /** 0 for the start of the log. Throws `ForeignPosition` for anything that this log did not give out. */
  read(position: Position | null): number {
    if (position === null) return 0;
    const value = position.startsWith(this.prefix) ? position.slice(this.prefix.length) : '';
    if (!/^\d{1,15}$/.test(value)) throw new ForeignPosition(position, this.epoch);
    return Number(value);
  }
}
