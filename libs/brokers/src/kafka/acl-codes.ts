import kafkajs, { type AclEntry, type AclFilter, type DescribeAclResource } from 'kafkajs';
import type { AclBinding } from '../domain/index.js';

const { AclResourceTypes, AclOperationTypes, AclPermissionTypes, ResourcePatternTypes } = kafkajs;

type Codes = Readonly<Record<string, string | number>>;

/** Brokers may know newer ones, which no plan names. */
const nameIn = (codes: Codes, code: number): string =>
  Object.keys(codes).find((name) => codes[name] === code) ?? String(code);

const codeIn = (codes: Codes, name: string): number => Number(codes[name]);

/** The client speaks in the protocol's numbers, a plan in Kafka's names. */
export const bindingsOf = (resource: DescribeAclResource): AclBinding[] =>
  resource.acls.map(({ principal, host, operation, permissionType }) => ({
    resourceType: nameIn(AclResourceTypes as Codes, resource.resourceType),
    resourceName: resource.resourceName,
    patternType: nameIn(ResourcePatternTypes as Codes, resource.resourcePatternType),
    principal,
    host,
    operation: nameIn(AclOperationTypes as Codes, operation),
    permission: nameIn(AclPermissionTypes as Codes, permissionType),
  }));

export const entryOf = (binding: AclBinding): AclEntry => ({
  resourceType: codeIn(AclResourceTypes as Codes, binding.resourceType),
  resourceName: binding.resourceName,
  resourcePatternType: codeIn(ResourcePatternTypes as Codes, binding.patternType),
  principal: binding.principal,
  host: binding.host,
  operation: codeIn(AclOperationTypes as Codes, binding.operation),
  permissionType: codeIn(AclPermissionTypes as Codes, binding.permission),
});

/** Of this binding and no other. */
export const filterOf = (binding: AclBinding): AclFilter => {
  const { permissionType, ...entry } = entryOf(binding);
  return { ...entry, permissionType };
};
