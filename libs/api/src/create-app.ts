import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeys, installAccessGate, PartnerDirectoryService } from '#partners';
import {
  answerClientError,
  type Clock,
  Closing,
  type Configuration,
  correlationIds,
  installBodyParsers,
  installRequestHooks,
  type Logger,
  NestLogger,
  openLogger,
  ProblemFilter,
  RouteTable,
  SchemaPipe,
  Telemetry,
  uuidV7,
} from '#platform';
import { apiModule } from './api.module.js';
import { documentApi, openDocumentation } from './openapi/document-api.js';

export interface Application {
  app: NestFastifyApplication;
  routes: RouteTable;
  /** Present at the first start without `CIRCULOG_ADMIN_KEY`: shown once, kept only as a hash. */
  operatorKey?: string;
  /** Address that it listens on, such as `http://127.0.0.1:3000`. */
  listen(): Promise<string>;
  /** Takes nothing new, finishes what it acknowledged, closes the stores. */
  close(): Promise<void>;
}

export interface ApplicationOptions {
  clock?: Clock;
  logger?: Logger;
}

/** Everything in one process, ready to listen. Throws where it cannot: bad stores, a store in use. */
export async function createApp(configuration: Configuration, options: ApplicationOptions = {}): Promise<Application> {
  const logger = options.logger ?? openLogger(configuration.logLevel);
  const clock = options.clock ?? { now: Date.now };
  const ids = uuidV7(clock);
  const adapter = new FastifyAdapter({
    genReqId: correlationIds(ids),
    routerOptions: { maxParamLength: 1024 },
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      new ProblemFilter(logger).send(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    apiModule({ configuration, logger, clock, ids }),
    adapter,
    { bodyParser: false, abortOnError: false, logger: new NestLogger(logger) },
  );
  await app.get(PartnerDirectoryService).open();
  const operatorKey = await app.get(ApiKeys).open();
  const { routes, closing } = prepareServer(app, configuration, logger);
  await app.init();
  return {
    app,
    routes,
    ...(operatorKey === undefined ? {} : { operatorKey }),
    listen: async () => {
      await app.listen(configuration.port, configuration.host);
      return app.getUrl();
    },
    close: () => closeGently(app, closing),
  };
}

/** The order matters: documentation is opened before the table sees its routes, and the gate stands before all. */
function prepareServer(app: NestFastifyApplication, configuration: Configuration, logger: Logger) {
  const instance = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  openDocumentation(instance);
  const routes = RouteTable.of(instance);
  installRequestHooks(instance, app.get(Telemetry), logger);
  const closing = Closing.of(instance);
  installAccessGate(instance, app.get(ApiKeys));
  installBodyParsers(instance, configuration.limits);
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter(logger, routes));
  documentApi(app);
  return { routes, closing };
}

const SWEEP_MILLIS = 20;

/**
 * A connection whose request was under way when the server closed stays open for its client's next one, and would hold
 * the process up for as long as the client likes.
 */
async function closeGently(app: NestFastifyApplication, closing: Closing): Promise<void> {
  closing.begin();
  const server: Server = app.getHttpServer();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLIS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}
