export * from './journey.js';
export * from './report.js';
