export { REFUSALS, type Disturb, type Disturbance, type DisturbedCommand } from './disturbance.js';
export { startDocumentDb, type DocumentDb, type DocumentDbOptions } from './start-document-db.js';
export { FREE_QUOTAS, type UsageCounts } from './usage.js';
