import { putAll, requestText } from '../support/load.mjs';
import { atLeast, compareRates } from '../support/measure.mjs';

const NODE_MAJOR = Number(process.versions.node.split('.')[0]);
/** Bare Express is three times faster on Node 24 than before; the app is not. */
const GUARDED_READ = NODE_MAJOR >= 24 ? 0.35 : 0.6;
const LIVE = NODE_MAJOR >= 24 ? 0.35 : 0.6;
const BODY = JSON.stringify({ value: { text: 'x'.repeat(200) } });
const KEYS = 64;

/** The three routes that stand for all others, beside a server that does the least for the same reply. */
export async function run({ app, bare, token }) {
  const headers = { Authorization: `Bearer ${token}` };
  const writes = Array.from({ length: KEYS }, (_, i) =>
    requestText('PUT', `/storage/bench-${i}`, headers, BODY),
  );
  const reads = Array.from({ length: KEYS }, (_, i) => requestText('GET', `/storage/bench-${i}`, headers));
  await putAll(app, token, KEYS, (i) => `bench-${i}`, BODY);

  const compare = (requests) => compareRates({ ...app, requests }, { ...bare, requests });
  return [
    atLeast(LIVE, { name: 'GET /health/live', ...(await compare([requestText('GET', '/health/live')])) }),
    atLeast(GUARDED_READ, { name: 'guarded GET /storage/:key', ...(await compare(reads)) }),
    // Each write is on the disk before it is answered; the bare server keeps nothing.
    atLeast(0.1, { name: 'guarded, durable PUT /storage/:key', ...(await compare(writes)) }),
  ];
}
