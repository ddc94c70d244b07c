export { OPS_STORE_SCHEMES, openOpsStore } from './open.js';
export * from './port.js';
