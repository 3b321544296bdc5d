// The stand-in for monday's Document DB, in a process of its own. It prints its connection string, and ends with its input.
import { createRequire } from 'node:module';

const { startDocumentDb } = createRequire(import.meta.url)('monday-local-platform/document-db');
const server = await startDocumentDb();
process.stdout.write(`${server.connectionString}\n`);
process.stdin.resume().once('end', () => void server.close().then(() => process.exit(0)));
