export { type Expected, given, Specification } from './specification.js';
export * from './stories.js';
export { DEVICE, type Told, tell } from './tell.js';
