export * from './cell.js';
export * from './contribution.js';
export * from './journey-source.js';
export * from './measure-query.js';
export * from './partition.js';
export * from './projection.js';
export * from './standing-contributions.js';
export * from './touched.js';
