import { fileURLToPath } from 'node:url';
import { freePort } from '../../test/framework/support/free-ports.cjs';
import { load, putAll, requestText } from '../support/load.mjs';
import { below, median, PACE } from '../support/measure.mjs';
import { residentMegabytes, startServer } from '../support/processes.mjs';
import { APP } from '../support/world.mjs';

const BARE = fileURLToPath(new URL('../support/bare-express.mjs', import.meta.url));
const BODY = JSON.stringify({ value: { text: 'x'.repeat(1_000) } });
const REST_MS = 1_000;
const LOAD_MS = 5_000;

/** From the start of the process to the first 200, and how much memory it then takes. */
export async function run({ app, bare, token, variables }) {
  const starts = { app: [], bare: [] };
  const rest = { app: [], bare: [] };
  for (let round = 0; round < PACE.rounds; round += 1) {
    for (const [side, program, env] of [
      ['app', APP, variables],
      ['bare', { script: BARE }, {}],
    ]) {
      const server = await startServer({ ...program, env, port: await freePort(), path: '/health/live' });
      starts[side].push(server.startMs);
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      rest[side].push(residentMegabytes(server.pid));
      await server.stop();
    }
  }
  const underLoad = [await memoryUnderLoad(app, token), await memoryUnderLoad(bare, token)];
  return [
    below(800, row('cold start to the first 200', 'ms', median(starts.app), median(starts.bare))),
    below(125, row('resident memory at rest', 'MB', median(rest.app), median(rest.bare))),
    below(180, row('resident memory under load', 'MB', ...underLoad)),
  ];
}

const row = (name, unit, ours, baseline) => ({ name, ours, baseline, ratio: ours / baseline, unit });

/** The highest that was seen while reads and writes came in as fast as they are answered. */
async function memoryUnderLoad(server, token) {
  const headers = { Authorization: `Bearer ${token}` };
  const requests = Array.from({ length: 200 }, (_, i) =>
    i % 4 === 0
      ? requestText('PUT', `/storage/load-${i}`, headers, BODY)
      : requestText('GET', `/storage/load-${i - (i % 4)}`, headers),
  );
  await putAll(server, token, 200, (i) => `load-${i}`, BODY);
  let highest = 0;
  const watch = setInterval(() => (highest = Math.max(highest, residentMegabytes(server.pid))), 50);
  await load({ port: server.port, requests, milliseconds: LOAD_MS, connections: 80 });
  clearInterval(watch);
  return highest;
}
