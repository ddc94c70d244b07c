export { anomalySchemas, custodySchemas } from './change-schemas.js';
export { partnerEventSchema, publicEventSchema } from './event-schemas.js';
export { closed, type JsonSchema, opened, schemaOf } from './json-schema.js';
export { metricRestatedSchema, metricValueSchema } from './metric-schemas.js';
export { breaches, documentOf, type PublishedSchema } from './published-schema.js';
