// A server in a process of its own: node server-process.cjs <module> <folder>. Prints its connection string.
const [modulePath, dataDir] = process.argv.slice(2);
require(modulePath)
  .startDocumentDb({ dataDir })
  .then(({ connectionString }) => process.stdout.write(`${connectionString}\n`));
