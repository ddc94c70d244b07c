import base from './jest.config.js';

/** What needs a server that is not part of this repository; `npm run test:backends` gets them. */
export default {
  ...base,
  roots: ['<rootDir>/test/backends'],
  testMatch: ['**/*.backend.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
  passWithNoTests: true,
};
