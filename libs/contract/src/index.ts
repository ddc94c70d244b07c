export { asyncApiDocument } from './async-api/async-api-document.js';
export { ContractModule } from './contract.module.js';
export { breaches, documentOf, type JsonSchema, type PublishedSchema } from './domain/index.js';
export { publishedSchemas } from './published-schemas.js';
