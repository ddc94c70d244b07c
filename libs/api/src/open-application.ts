import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeys, installAccessGate, PartnerDirectoryService } from '#partners';
import {
  answerClientError,
  CLOCK,
  type Clock,
  Closing,
  type Configuration,
  correlationIds,
  installBodyParsers,
  installRequestHooks,
  LOGGER,
  type Logger,
  NestLogger,
  openLogger,
  type PlatformParts,
  ProblemFilter,
  RouteTable,
  SchemaPipe,
  type Stores,
  Telemetry,
  uuidV7,
} from '#platform';
import { closeGently } from './close-gently.js';
import { documentApi, openDocumentation } from './openapi/document-api.js';
import { SilentConnections } from './silent-connections.js';
import { closeStores, openStores } from './start/open-stores.js';

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

interface Opening {
  module(parts: PlatformParts): DynamicModule;
  configuration: Configuration;
  options: ApplicationOptions;
  /** Serves the API to partners: with its documentation, and with an operator's key to begin with. */
  forPartners: boolean;
}

/**
 * A process of Circulog, ready to listen. Throws where it cannot be: bad stores, a store in use, or `ServerAway` where
 * trying again later may help. Leaves nothing open then.
 */
export async function openApplication(opening: Opening): Promise<Application> {
  const clock = opening.options.clock ?? { now: Date.now };
  const stores = await openStores(opening.configuration, clock);
  const app = await createOver(stores, clock, opening).catch(async (error: unknown) => {
    await closeStores(stores);
    throw error;
  });
  try {
    return await opened(app, opening);
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function createOver(
  stores: Stores,
  clock: Clock,
  { module, configuration, options }: Opening,
): Promise<NestFastifyApplication> {
  const logger = options.logger ?? openLogger(configuration.logLevel);
  const ids = uuidV7(clock);
  const adapter = new FastifyAdapter({
    genReqId: correlationIds(ids),
    routerOptions: { maxParamLength: 1024 },
    ...(configuration.trustedProxies === undefined ? {} : { trustProxy: configuration.trustedProxies }),
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      new ProblemFilter(logger).send(error, request, reply),
  });
  const parts = { configuration, stores, logger, clock, ids };
  return NestFactory.create<NestFastifyApplication>(module(parts), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
}

/** The operator's key is made last: one that nobody is shown, because the start failed after it, would be lost. */
async function opened(app: NestFastifyApplication, { configuration, forPartners }: Opening): Promise<Application> {
  await app.get(PartnerDirectoryService).open();
  const silent = SilentConnections.of(app.getHttpServer());
  const { routes, closing } = prepareServer(app, { configuration, logger: app.get(LOGGER), forPartners });
  await app.init();
  const operatorKey = await app.get(ApiKeys).open({ makes: forPartners });
  return {
    app,
    routes,
    ...(operatorKey === undefined ? {} : { operatorKey }),
    listen: async () => {
      await app.listen(configuration.port, configuration.host);
      return app.getUrl();
    },
    close: () => closeGently(app, { closing, silent }),
  };
}

/** The order matters: documentation is opened before the table sees its routes, and the gate stands before all. */
function prepareServer(
  app: NestFastifyApplication,
  { configuration, logger, forPartners }: { configuration: Configuration; logger: Logger; forPartners: boolean },
) {
  const instance = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  if (forPartners) openDocumentation(instance);
  const routes = RouteTable.of(instance);
  installRequestHooks(instance, app.get(Telemetry), logger);
  const closing = Closing.of(instance);
  installAccessGate(instance, { keys: app.get(ApiKeys), clock: app.get(CLOCK), rates: configuration.rates });
  installBodyParsers(instance, configuration.limits);
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter(logger, routes));
  if (forPartners) documentApi(app);
  return { routes, closing };
}
