export { createApi, createApp, createProjector, createRelay } from './create-app.js';
export type { Application, ApplicationOptions } from './open-application.js';
export { apiDocument } from './openapi/document-api.js';
export { runProcess } from './start/run-process.js';
