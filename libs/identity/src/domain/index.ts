export * from './identifier.js';
