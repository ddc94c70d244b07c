export type {
  MeasureQuery,
  MeasureReader,
  MeasureRow,
  MeasureSubject,
  MetricCalendar,
  SubjectPage,
} from './measure-reader.js';
export { measuresProjection } from './measures-projection.js';
