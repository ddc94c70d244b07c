export { anAppend, anEvent, aStream, timeOrderedId } from './builders.js';
