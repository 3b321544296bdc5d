export * from './collections/index.js';
export * from './secure-storage/index.js';
export * from './storage/index.js';
