export { CALENDAR_STREAM, Calendar } from './calendar/calendar.js';
export {
  CalendarHistory,
  type ClosedTime,
  type Closing,
  closedMonths,
  NOTHING_CLOSED,
} from './calendar/calendar-history.js';
export { CLOSE_AFTER_DAYS, DayCloser, type DayCloserOptions } from './calendar/day-closer.js';
export { MeasureCalendar } from './calendar/measure-calendar.js';
export * from './domain/index.js';
export { RebuildRequests } from './election/rebuild-requests.js';
export { RemoteProjector, type RemoteProjectorOptions } from './election/remote-projector.js';
export { Projector } from './projector.js';
export { BuildReplaced, ChangeList, type Horizon } from './reading/change-list.js';
export { MeasureReader } from './reading/measure-reader.js';
export { PastAmounts } from './reading/past-amounts.js';
export { type Currency, Projected } from './reading/projected.js';
export type { Failure as ProjectionFailure } from './runner/failure.js';
export { LinkIndex } from './runner/links.js';
export { ProjectionRunner, type ProjectionRunnerOptions } from './runner/projection-runner.js';
export type { Lag, ProjectionStatus } from './runner/status.js';
export type { ProjectorPlace, ProjectorRole } from './thread/messages.js';
export { ProjectorDown } from './thread/projector-life.js';
export { ProjectorThread, type ProjectorThreadOptions } from './thread/projector-thread.js';
export { type ServedProjections, serveProjector } from './thread/serve-projector.js';
