import common from './jest.config.mjs';

/** Tests in a real browser: Debian's Chromium, or what CHROMIUM names. One at a time; each has a system of its own. */
export default {
  ...common,
  roots: ['<rootDir>/infra/browser'],
  testPathIgnorePatterns: [],
  testMatch: ['**/*.browser.ts'],
  maxWorkers: 1,
  testTimeout: 60_000,
};
