export { type AppManifest, type ManifestFeature } from './manifest/app-manifest.js';
export { ManifestStore } from './manifest/manifest.store.js';
export { MappsModule } from './mapps.module.js';
export { JobStore } from './scheduler/job.store.js';
export { type ScheduledJob } from './scheduler/scheduled-job.js';
