export { DocumentDbModule } from './document-db.module.js';
export { PlatformDocumentDb, type DocumentDbState } from './platform-document-db.js';
