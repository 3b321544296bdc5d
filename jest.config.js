const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  runtime: '<rootDir>/test/framework/runner/shared-runtime.cjs',
  // It also holds every reply of the app against docs/openapi.json.
  testEnvironment: '<rootDir>/test/framework/contract/contract-environment.ts',
  roots: ['<rootDir>/src', '<rootDir>/packages', '<rootDir>/test', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  // The workspaces by their sources: the condition of their "exports" that tsconfig.json names too.
  testEnvironmentOptions: { customExportConditions: ['monday-source', 'node', 'node-addons'] },
  globalSetup: '<rootDir>/test/framework/runner/temporary-folder-in-memory.cjs',
  setupFiles: ['<rootDir>/test/framework/targets/setup.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/framework/log-guard/setup.ts'],
  // Its options are in .swcrc, which test/framework/support/compiled-app.ts reads too.
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // One more than there are processors, for the time that is spent waiting. Each takes some seconds of a processor to load the app.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 60_000,
};
