/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  // Its options are in .swcrc, which test/support/compiled-app.ts reads too.
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // By default one processor stays idle; of two that is half.
  maxWorkers: '100%',
  testTimeout: 30_000,
};
