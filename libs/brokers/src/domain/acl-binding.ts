/** Resources that access to Circulog's topics is made of, as Kafka names them. */
export type ResourceType = 'TOPIC' | 'GROUP' | 'TRANSACTIONAL_ID';

/** `PREFIXED`: every resource whose name begins so. A literal `*` is every one. */
export type PatternType = 'LITERAL' | 'PREFIXED';

/** Who may read or write may describe as well. */
export type Operation = 'READ' | 'WRITE' | 'CREATE' | 'DESCRIBE_CONFIGS';

/** Who may, or may not, do what with which resources, as brokers keep it; they know further types and operations. */
export interface AclBinding {
  resourceType: ResourceType | (string & {});
  resourceName: string;
  patternType: PatternType | (string & {});
  /** Such as `User:green`. */
  principal: string;
  /** Address that it comes from; `*` where that does not matter. */
  host: string;
  operation: Operation | (string & {});
  permission: 'ALLOW' | 'DENY' | (string & {});
}

/** Equal for bindings that are one to a broker. */
export const bindingKey = (binding: AclBinding): string =>
  JSON.stringify([
    binding.resourceType,
    binding.patternType,
    binding.resourceName,
    binding.principal,
    binding.host,
    binding.operation,
    binding.permission,
  ]);

/** One principal's access to resources of one name or beginning. */
export interface Grant {
  resourceType: ResourceType;
  patternType: PatternType;
  resourceName: string;
  operations: readonly Operation[];
}

type On = (resourceType: ResourceType, resourceName: string, ...operations: Operation[]) => Grant;

export const literal: On = (resourceType, resourceName, ...operations) => ({
  resourceType,
  patternType: 'LITERAL',
  resourceName,
  operations,
});

export const prefixed: On = (resourceType, resourceName, ...operations) => ({
  resourceType,
  patternType: 'PREFIXED',
  resourceName,
  operations,
});

export const allowed = (principal: string, host: string, grants: readonly Grant[]): AclBinding[] =>
  grants.flatMap(({ operations, ...resource }) =>
    operations.map((operation) => ({ ...resource, principal, host, operation, permission: 'ALLOW' })),
  );
