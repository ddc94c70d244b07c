import 'reflect-metadata';

const FASTIFY_ROUTE_CONFIG = '__fastify_route_config__';

/** What other decorators of the same method have put into its Fastify route configuration. */
export const ownRouteConfig = (descriptor: PropertyDescriptor): Record<string, unknown> =>
  (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG, descriptor.value) as Record<string, unknown> | undefined) ?? {};
