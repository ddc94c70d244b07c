import type { FieldTier, Tier, Tiers } from '#kernel';
import { type JsonSchema, opened } from './json-schema.js';

/**
 * The part of an object's schema that somebody with these tiers may see. What not everybody sees may be absent: who
 * reads it has other tiers on another day.
 */
export function seenFields(schema: JsonSchema, declared: Tiers, tiers: readonly Tier[]): JsonSchema {
  const { properties = {}, required = [], additionalProperties: _, ...rest } = schema;
  const seen = Object.entries(properties).flatMap(([name, below]) => {
    const tier = Object.hasOwn(declared, name) ? declared[name] : undefined;
    const part = tier === undefined ? undefined : seenPart(below, tier, tiers);
    return part === undefined ? [] : [[name, part] as const];
  });
  const always = required.filter((name) => isForAll(declared[name]));
  return {
    ...rest,
    properties: Object.fromEntries(seen),
    ...(always.length === 0 ? {} : { required: always }),
  };
}

function seenPart(schema: JsonSchema, tier: FieldTier, tiers: readonly Tier[]): JsonSchema | undefined {
  if (typeof tier === 'string') return tiers.includes(tier) ? opened(schema) : undefined;
  if (!Object.values(tier).some((below) => seenPart({}, below, tiers) !== undefined)) return undefined;
  if (schema.items !== undefined) return { ...schema, items: seenPart(schema.items, tier, tiers) ?? {} };
  if (schema.anyOf !== undefined) {
    const seen = schema.anyOf.map((one) => seenPart(one, tier, tiers)).filter((one) => one !== undefined);
    return { ...schema, anyOf: seen };
  }
  return seenFields(schema, tier, tiers);
}

const isForAll = (tier: FieldTier | undefined): boolean =>
  tier !== undefined && (typeof tier === 'string' ? tier === 'public' : Object.values(tier).some(isForAll));
