export { type Answer, RunningApp, type Sent, TEST_ADMIN_KEY } from './running-app.js';
