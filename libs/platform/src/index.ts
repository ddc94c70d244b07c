export { type Configuration, ConfigurationError, KNOWN_VARIABLES, readConfiguration } from './configuration.js';
export { type CsvDialect, type CsvRow, csvRows } from './csv/csv-rows.js';
export { type Accepted, Accepts } from './http/accepts.js';
export { Answers, answerSchema, answerSchemas, many, one, pointerTo } from './http/answer-schema.js';
export { type BodyLimits, installBodyParsers } from './http/body-parsers.js';
export { answerClientError } from './http/client-error.js';
export { Closing } from './http/closing.js';
export { correlationIds } from './http/correlation.js';
export { type ReadJson, readJson } from './http/json-reader.js';
export { MalformedLine, readNdjson } from './http/ndjson-reader.js';
export { type Paging, paged, pageOf, paging } from './http/paging.js';
export {
  PROBLEM_MEDIA_TYPE,
  type Problem,
  ProblemError,
  type ProblemSource,
  problem,
  toProblem,
} from './http/problem.js';
export { ProblemFilter } from './http/problem-filter.js';
export { installRequestHooks } from './http/request-hooks.js';
export { ownRouteConfig } from './http/route-config.js';
export { type Route, RouteTable } from './http/route-table.js';
export { failuresOf, pointerOf } from './http/schema-failures.js';
export { SchemaPipe } from './http/schema-pipe.js';
export { problemOfSchema } from './http/schema-problem.js';
export { bodyStalled, watchStall } from './http/stalled-body.js';
export { unlessRefused } from './http/unless-refused.js';
export type { KafkaSettings } from './kafka-settings.js';
export { type Logger, NestLogger, openLogger } from './logger.js';
export { pause } from './pause.js';
export { PlatformModule, type PlatformParts, type Stores } from './platform.module.js';
export { isEmbedded } from './store-urls.js';
export { Telemetry } from './telemetry/telemetry.js';
export * from './tokens.js';
export { ToldOnce } from './told-once.js';
export { uuidV7 } from './uuid-v7.js';
