export * from './persistence.js';
export * from './persistence-capabilities.js';
export * from './persistence.errors.js';
export * from './unless-conflict.js';
