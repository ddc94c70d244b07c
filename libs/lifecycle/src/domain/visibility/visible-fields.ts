import type { FieldTier, Json, JsonObject, Tier, Tiers } from '#kernel';
import { withoutPseudonyms } from './pseudonyms.js';

/**
 * What these tiers see of an object: the fields that are declared theirs. What is not declared nobody sees, and which
 * consumer it was only auditors do.
 */
export function visibleFields(declared: Tiers, value: JsonObject, tiers: readonly Tier[]): JsonObject {
  const visible: JsonObject = {};
  for (const [field, content] of Object.entries(value)) {
    const tier = Object.hasOwn(declared, field) ? declared[field] : undefined;
    const seen = tier === undefined || content === undefined ? undefined : visibleIn(tier, content, tiers);
    if (seen !== undefined) visible[field] = seen;
  }
  return visible;
}

function visibleIn(tier: FieldTier, content: Json, tiers: readonly Tier[]): Json | undefined {
  if (!seesSomeOf(tier, tiers)) return undefined;
  if (typeof tier === 'string') return tiers.includes('auditor') ? content : withoutPseudonyms(content);
  if (Array.isArray(content)) {
    return content.map((item) => visibleIn(tier, item, tiers)).filter((item) => item !== undefined);
  }
  if (typeof content === 'object' && content !== null) return visibleFields(tier, content, tiers);
  return undefined;
}

const seesSomeOf = (tier: FieldTier, tiers: readonly Tier[]): boolean =>
  typeof tier === 'string' ? tiers.includes(tier) : Object.values(tier).some((member) => seesSomeOf(member, tiers));
