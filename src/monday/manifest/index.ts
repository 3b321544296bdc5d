export { buildManifest } from './build-manifest.js';
export { credentialsClients, type CredentialsClients } from './credentials-clients.js';
export { declaredEvents } from './declared-events.js';
export { type AppManifest, type ManifestFeature } from './app-manifest.js';
