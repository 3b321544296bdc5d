export { startDocumentDb, type DocumentDb, type DocumentDbOptions } from './start-document-db.js';
