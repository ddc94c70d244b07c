/**
 * Who may see a field, from the widest circle to the narrowest: everybody who may see the device at all; who made, held
 * or owned it; of those, who works on it; who audits the network.
 */
export const TIERS = ['public', 'holder', 'repairer', 'auditor'] as const;
export type Tier = (typeof TIERS)[number];

/** The tier of a field, or of each member of what it holds. Lists are as their items. */
export type FieldTier = Tier | { readonly [member: string]: FieldTier };

export type Tiers = Readonly<Record<string, FieldTier>>;

/** A tier for every field that values of this type can have, and for nothing else. */
export type TiersOf<Value> = { readonly [Field in keyof Value]-?: FieldTierOf<Value[Field]> };

type FieldTierOf<Value> = Tier | MembersOf<NonNullable<Value>>;

type MembersOf<Value> = Value extends readonly (infer Item)[]
  ? MembersOf<Item>
  : Value extends object
    ? TiersOf<Value>
    : never;
