export { buildManifest } from './build-manifest.js';
export { type AppManifest } from './app-manifest.js';
