import { RouteConfig } from '@nestjs/platform-fastify';
import { ownRouteConfig } from './route-config.js';

/** What a route takes as its body. Without one: JSON of at most the configured single limit. */
export interface Accepted {
  /** Media types without parameters, in lower case. */
  types: readonly string[];
  /** `value`: parsed and bounded; `stream`: handed over unread and unbounded, also when it is compressed. */
  as: 'value' | 'stream';
  /** Which configured limit holds for a `value`. */
  limit: 'single' | 'batch';
}

export const JSON_BODY: Accepted = { types: ['application/json'], as: 'value', limit: 'single' };

/** Declares what the route takes; anything else is 415, anything larger 413. */
export const Accepts =
  (accepted: Partial<Accepted>): MethodDecorator =>
  (target, name, descriptor) =>
    RouteConfig({ ...ownRouteConfig(descriptor), accepts: { ...JSON_BODY, ...accepted } })(target, name, descriptor);
