import common from './jest.config.mjs';

/** Tests of the charts, as helm renders them: it must be installed (`.ci/install-go-tools`). */
export default {
  ...common,
  roots: ['<rootDir>/infra/charts'],
  testMatch: ['**/*.helm.ts'],
  testTimeout: 120_000,
};
