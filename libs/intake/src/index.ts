export * from './domain/index.js';
export { intakeModule, ROOM, type Room } from './intake.module.js';
