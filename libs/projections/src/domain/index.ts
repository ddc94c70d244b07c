export * from './contribution.js';
export * from './projection.js';
