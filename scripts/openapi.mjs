// Writes docs/openapi.json, the OpenAPI document as the built app serves it: npm run openapi
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import testing from '../dist/testing/index.js';

const FILE = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));

const app = await testing.TestApp.start();
try {
  const { text } = await app.http().get('/docs/openapi.json');
  await writeFile(FILE, await format(text, { parser: 'json', printWidth: 110 }));
} finally {
  await app.close();
}
