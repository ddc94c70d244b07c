import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Role } from '#kernel';
import { ownRouteConfig } from '#platform';
import type { Partner } from '../domain/partner.js';

/** Who may use a route: anybody, any partner with a key, or partners with one of the roles. */
export type Policy = 'public' | 'any-partner' | readonly Role[];

/** Closed by default: a route without `@Requires` or `@Public` answers nobody. Operators pass every policy. */
export const Requires = (policy: 'any-partner' | 'operator' | readonly Role[]): MethodDecorator & ClassDecorator =>
  onRoutes(policy === 'operator' ? ['operator'] : policy);

export const Public = (): MethodDecorator & ClassDecorator => onRoutes('public');

export const policyOf = (config: object): Policy | undefined => (config as { access?: Policy }).access;

export const permits = (policy: Exclude<Policy, 'public'>, partner: Partner): boolean =>
  policy === 'any-partner' || partner.roles.includes('operator') || policy.some((role) => partner.roles.includes(role));

/** On a class: for every route of it that has no policy of its own. */
function onRoutes(policy: Policy): MethodDecorator & ClassDecorator {
  return (target: object, name?: string | symbol, descriptor?: PropertyDescriptor) => {
    if (name !== undefined && descriptor !== undefined) return declare(policy, target, name, descriptor);
    const { prototype } = target as { prototype: object };
    for (const [method, found] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const open = typeof found.value === 'function' && policyOf(ownRouteConfig(found)) === undefined;
      if (open) declare(policy, prototype, method, found);
    }
  };
}

function declare(policy: Policy, target: object, name: string | symbol, descriptor: PropertyDescriptor): void {
  RouteConfig({ ...ownRouteConfig(descriptor), access: policy })(target, name, descriptor);
  if (policy !== 'public') ApiBearerAuth()(target, name, descriptor);
}
