export { openReadStore, READ_STORE_SCHEMES } from './open.js';
export * from './port.js';
