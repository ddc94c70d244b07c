import type { z } from 'zod';
import type { JsonObject } from './json.js';
import type { RecordedEvent } from './recorded-event.js';
import type { Role } from './roles.js';
import type { Tiers, TiersOf } from './tiers.js';

/** `any` stands for every role but auditor. */
export type Emitters = 'any' | readonly Role[];

export interface EventSpecification<Schema extends z.ZodType, Declared extends Tiers = Tiers> {
  version: number;
  summary: string;
  /** Position in the one list of CONTRACTS R4 (4). Lower sorts first. */
  phase: number;
  emitters: Emitters;
  /** What a report of it is about. */
  subject?: 'device' | 'order' | 'device-or-order' | 'part' | 'batch' | 'device-or-batch' | 'recall' | 'model' | 'none';
  /** The sender says "I have it in my hands" (catalogue, P). */
  possession?: boolean;
  /** The sender's acceptance of an open leg (catalogue, A). */
  accepts?: boolean;
  data: Schema;
  /** Who may see which field of the payload. */
  tiers: Declared;
  /** Field of `data` that must agree with `occurredAt` where it is given. */
  repeatsTime?: string;
  /** One pure step per older version: payload of version `n` to payload of `n + 1`. */
  upcast?: Record<number, (data: JsonObject) => JsonObject>;
}

/** `Input` is `never` where the schema is not known: nothing can be built, but every declaration is one of these. */
export interface EventDeclaration<Type extends string = string, Schema extends z.ZodType = z.ZodType, Input = never>
  extends EventSpecification<Schema> {
  type: Type;
  (data: Input): { type: Type; data: z.input<Schema> };
}

export type EventOf<D> =
  D extends EventDeclaration<infer Type, infer Schema> ? RecordedEvent<z.output<Schema>> & { type: Type } : never;

/** Fields of every payload, whose tiers are the same everywhere. */
export type EveryEventField = 'at' | 'massSource' | 'extensions';

/**
 * The one declaration of an event type. Calling it builds a payload; validation is the edge's and the log's. A field
 * without a tier does not compile.
 */
export function defineEvent<Type extends string, Schema extends z.ZodType>(
  type: Type,
  specification: EventSpecification<Schema, TiersOf<Omit<z.input<NoInfer<Schema>>, EveryEventField>>>,
): EventDeclaration<Type, Schema, z.input<Schema>> {
  const build = (data: z.input<Schema>) => ({ type, data });
  return Object.assign(build, specification, { type });
}

export function isOf<D extends EventDeclaration>(
  declaration: D,
  event: RecordedEvent,
): event is EventOf<D> & RecordedEvent {
  return event.type === declaration.type;
}
