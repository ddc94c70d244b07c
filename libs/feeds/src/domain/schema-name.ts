/** Which schema the data of a message keeps to. */
export interface SchemaName {
  /** `<feed>.<type>`, such as `device-events.GradeAssigned`. */
  name: string;
  version: number;
}

/** For `dataschema`: the same wherever it is served from, since messages outlive addresses. `GET /v1/schemas` has it. */
export const schemaUri = ({ name, version }: SchemaName): string => `urn:circulog:schema:${name}:v${version}`;
