export { type Application, type ApplicationOptions, createApp } from './create-app.js';
export { apiDocument } from './openapi/document-api.js';
