export { DocumentDbQuotaError, toPersistenceError } from './document-db.errors.js';
export {
  DOCUMENT_DB_SETTINGS,
  DocumentDbPersistence,
  type DocumentDbPersistenceOptions,
} from './document-db.persistence.js';
export { inspectDocumentDb } from './inspect-document-db.js';
export { meterIn, type UsageKind, type UsageMeter } from './usage-meter.js';
