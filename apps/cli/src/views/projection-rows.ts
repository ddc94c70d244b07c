import type { ProjectionAnswer } from '../connection/projections.js';
import { table } from '../console/table.js';
import type { Terminal } from '../console/terminal.js';

export const projectionTable = (terminal: Terminal, projections: readonly ProjectionAnswer[]): string =>
  table(
    terminal,
    [
      { title: 'projection' },
      { title: 'version' },
      { title: 'state' },
      { title: 'behind (events)', align: 'right' },
      { title: 'behind (s)', align: 'right' },
      { title: 'events/s', align: 'right' },
    ],
    projections.map(({ name, version, state, lag, eventsPerSecond }) => [
      name,
      version,
      state,
      lag.events,
      lag.seconds.toFixed(1),
      Math.round(eventsPerSecond),
    ]),
  );
