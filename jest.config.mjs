/** Tests run as CommonJS through swc: ESM packages that they import are transformed too. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/services', '<rootDir>/infra', '<rootDir>/bench'],
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@seriousme|fauxqs|jose|toad-cache)/)'],
  moduleNameMapper: { '^fauxqs$': '<rootDir>/node_modules/fauxqs/dist/app.js' },
  maxWorkers: 2,
  testSequencer: '<rootDir>/jest.sequencer.mjs',
  // Every test file leaves async contexts behind, which slow each promise of those that come after it.
  workerIdleMemoryLimit: '300MB',
  testTimeout: 30_000,
};
