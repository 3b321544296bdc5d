'use strict';
// An app that answers one request, prints how many files of OpenTelemetry it has loaded by then, and ends.
require('reflect-metadata');
const { createApp } = require('#app/bootstrap.js');
const { readVariables } = require('#app/config/index.js');

async function main() {
  const app = await createApp(readVariables(), { logger: false });
  await app.listen(0, '127.0.0.1');
  await (await fetch(`${await app.getUrl()}/metrics`)).text();
  console.log(Object.keys(require.cache).filter((name) => name.includes('@opentelemetry')).length);
  process.exit(0);
}

void main();
