export * from './avoided.js';
export * from './by-stage.js';
export * from './factor-set.js';
export * from './factor-sets.js';
export * from './indicator.js';
export * from './quantity.js';
export * from './refurbishing.js';
