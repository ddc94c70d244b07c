import { z } from 'zod';

type Path = readonly PropertyKey[];

/** Names of the fields that stand at a path of a schema; none where it leads to something else than an object. */
export function fieldsAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const at = schemaAt(schema, path);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** What a schema says of the field at a path. */
export function descriptionAt(schema: z.core.$ZodType, path: Path): string | undefined {
  const at = schemaAt(schema, path);
  return at instanceof z.ZodType ? at.description : undefined;
}

function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let at: z.core.$ZodType | undefined = bare(schema);
  for (const part of path) {
    if (at instanceof z.ZodObject) at = at.shape[String(part)];
    else if (at instanceof z.ZodArray) at = at.element;
    else return undefined;
    if (at === undefined) return undefined;
    at = bare(at);
  }
  return at;
}

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
}
