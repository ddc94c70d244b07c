export * from './domain/index.js';
export { type ApplyStep, applyPlan } from './kafka/apply-plan.js';
export { type Reading, readBrokers } from './kafka/read-brokers.js';
