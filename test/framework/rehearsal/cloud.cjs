/*
 * Loaded into the app before anything else: what monday's SDK asks of Google goes to the local platform. Its signer of
 * JWTs has a preload of the platform; Pub/Sub speaks gRPC, so that its client is replaced by one that publishes to the
 * platform's own queue, which pushes to /mndy-queue as monday does (docs/monday-platform.md#queue).
 */
const Module = require('node:module');
const { join } = require('node:path');

require('monday-local-platform/preload');

const PUBSUB = join('node_modules', '@google-cloud', 'pubsub', 'build', 'src', 'index.js');
const load = Module._load;
// Imported from an ES module, a CommonJS one is loaded by its path.
Module._load = function loadAndPatch(request, ...rest) {
  const exported = load.call(this, request, ...rest);
  if (request === '@google-cloud/pubsub' || String(request).endsWith(PUBSUB)) {
    exported.PubSub.prototype.topic = (name) => ({ publishMessage: ({ data }) => publish(name, data) });
  }
  return exported;
};

async function publish(topic, data) {
  if (topic !== process.env.MNDY_TOPIC_NAME) throw new Error('There is no such topic.');
  const reply = await fetch(`http://127.0.0.1:${process.env.SIDECAR_PORT}/queue`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: data.toString('utf8') }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!reply.ok) throw new Error(`The queue answered ${reply.status}.`);
  return (await reply.json()).id;
}
