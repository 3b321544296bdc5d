// A server in a process of its own: document-db-server FOLDER. Prints its connection string.
const { startDocumentDb } = require('monday-local-platform/document-db');

const [dataDir] = process.argv.slice(2);
void startDocumentDb({ dataDir }).then(({ connectionString }) =>
  process.stdout.write(`${connectionString}\n`),
);
