export { PacedRecording } from './application/paced-recording.js';
export * from './domain/index.js';
export { intakeModule, LIVE_MILLIS, ROOM, type Room } from './intake.module.js';
export type { AnsweredMessage } from './kafka/answered-message.js';
export { KafkaIntake } from './kafka/kafka-intake.js';
export { MessageIntake } from './kafka/message-intake.js';
export { RefusedMessages } from './kafka/refused-messages.js';
export { RESULT_SCHEMA, RESULT_TYPE, resultMessage } from './kafka/result-message.js';
