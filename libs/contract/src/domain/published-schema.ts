import { schemaUri } from '#feeds/domain';
import { DIALECT, type JsonSchema } from './json-schema.js';
import { misfits } from './misfits.js';

/** The contract of one kind of message: what Circulog sends, or takes. */
export interface PublishedSchema {
  /** `<feed>.<type>`, such as `device-events.GradeAssigned`. */
  name: string;
  /** Raised by every change that somebody who counts on it could not live with. */
  version: number;
  direction: 'sent' | 'taken';
  /** Topics that have such messages, `{partner}` standing for any partner's id. */
  topics: readonly string[];
  /** `type` of the CloudEvents; absent where it is the sender's own affair. */
  eventType?: string;
  schema: JsonSchema;
}

/** As it is served and kept. */
export const documentOf = ({ name, version, schema }: PublishedSchema): JsonSchema => ({
  $schema: DIALECT,
  $id: schemaUri({ name, version }),
  title: name,
  ...schema,
});

/** What somebody who counts on the promised schema could not live with. */
export const breaches = ({ direction, schema }: Pick<PublishedSchema, 'direction' | 'schema'>, promised: JsonSchema) =>
  direction === 'sent' ? misfits(schema, promised) : misfits(promised, schema);
