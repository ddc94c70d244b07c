import type { Configuration } from '#platform';
import { apiModule } from './api.module.js';
import { type Application, type ApplicationOptions, openApplication } from './open-application.js';
import { projectorModule } from './projector.module.js';
import { relayModule } from './relay.module.js';
import { requireServers } from './start/server-stores.js';

/** Everything in one process, on stores of any kind. Throws where it cannot: bad stores, a store in use. */
export const createApp = (configuration: Configuration, options: ApplicationOptions = {}): Promise<Application> =>
  openApplication({
    module: (parts) => apiModule(parts, { projects: true }),
    configuration,
    options,
    forPartners: true,
  });

/** HTTP alone, as one of any number of processes over the same servers. */
export async function createApi(configuration: Configuration, options: ApplicationOptions = {}): Promise<Application> {
  requireServers('apps/api', configuration);
  const module = (parts: Parameters<typeof apiModule>[0]) => apiModule(parts, { projects: false });
  return openApplication({ module, configuration, options, forPartners: true });
}

/** What follows the log, as one of several processes of which one works. Answers health and measurements. */
export async function createProjector(
  configuration: Configuration,
  options: ApplicationOptions = {},
): Promise<Application> {
  requireServers('apps/projector', configuration);
  return openApplication({ module: projectorModule, configuration, options, forPartners: false });
}

/** What publishes to Kafka where brokers are configured, and delivers webhooks, as one of several processes of which one works. Answers health and measurements. */
export async function createRelay(
  configuration: Configuration,
  options: ApplicationOptions = {},
): Promise<Application> {
  requireServers('apps/relay', configuration);
  return openApplication({ module: relayModule, configuration, options, forPartners: false });
}
