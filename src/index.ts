/**
 * The framework as a library, for an app that depends on it (`npm create monday-app-backend`) instead of owning a copy.
 * In a clone, `src/app` imports the folders themselves.
 */
import 'reflect-metadata';

export { createApp, readVariablesFor, type CreateAppOptions } from './bootstrap.js';
export { FrameworkModule, type AppImports } from './framework.module.js';
export { startApp } from './start-app.js';

// Two folders have a type of this name. These are the ones that an app declares and calls with.
export { type Scope } from './config/index.js';
export { type IncrementOptions } from './storage/index.js';

export * from './account-data/index.js';
export * from './accounts/index.js';
export * from './auth/index.js';
export * from './caller/index.js';
export * from './clock/index.js';
export * from './config/index.js';
export * from './cron/index.js';
export * from './discovery/index.js';
export * from './docs/index.js';
export * from './errors/index.js';
export * from './feature/index.js';
export * from './health/index.js';
export * from './http/index.js';
export * from './logging/index.js';
export * from './mail/index.js';
export * from './monday/index.js';
export * from './object-storage/index.js';
export * from './persistence/index.js';
export * from './queue/index.js';
export * from './rate-limiter/index.js';
export * from './secrets/index.js';
export * from './storage/index.js';
export * from './telemetry/index.js';
