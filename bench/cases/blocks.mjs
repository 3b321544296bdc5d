import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import jsonwebtoken from 'jsonwebtoken';
import { freePorts } from '../../test/framework/support/free-ports.cjs';
import { requestText } from '../support/load.mjs';
import { atLeast, below, compareRates, median, PACE } from '../support/measure.mjs';
import { startServer } from '../support/processes.mjs';

export const standalone = true;

const require = createRequire(import.meta.url);
const { MondayTokens } = require('../../dist/monday/requests/index.js');
const SECRET = randomBytes(32).toString('hex');
const BODY = JSON.stringify({ payload: { boardId: 1, dependencyData: {}, pageRequestData: {} } });
const script = (name) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));

const sign = (url) =>
  jsonwebtoken.sign({ accountId: 1, userId: 2, aud: url, shortLivedToken: 'x'.repeat(200) }, SECRET, {
    algorithm: 'HS256',
    expiresIn: 3600,
  });

/** What the proof of a block request costs by itself, and what a proven route leaves of Express's rate. */
export async function run() {
  return [verification(), await guardedRoute()];
}

function verification() {
  const url = new URL('https://app.example.com/monday/actions/x');
  const tokens = new MondayTokens({ require: () => SECRET }, {});
  const token = sign(url.href);
  const ours = microseconds(() => tokens.verifySigned(token, url), 200);
  // The same with the library as its documentation shows it: the secret as text.
  const baseline = microseconds(() => jsonwebtoken.verify(token, SECRET, { algorithms: ['HS256'] }), 20);
  return below(25, { name: 'proof of a block request', ours, baseline, ratio: baseline / ours, unit: 'µs' });
}

/** Processor time of one call, which other work on the machine does not lengthen. */
function microseconds(work, batch) {
  const once = () => {
    const before = process.cpuUsage();
    for (let i = 0; i < batch; i += 1) work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / batch;
  };
  for (let i = 0; i < 20; i += 1) once();
  return median(Array.from({ length: PACE.rounds * 10 }, once));
}

async function guardedRoute() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-blocks-'));
  const [port, barePort] = await freePorts(2);
  const env = {
    ...{ APP_PROFILE: 'local', DATA_DIR: dataDir, LOG_LEVEL: 'silent', MONDAY_SIGNING_SECRET: SECRET },
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const servers = [];
  try {
    const app = await startServer({ script: script('block-app.cjs'), env, port, path: '/health/live' });
    servers.push(app);
    const bare = await startServer({
      ...{ script: script('bare-blocks.mjs'), env: {}, port: barePort, path: '/health/live' },
    });
    servers.push(bare);
    const path = '/monday/fields/bench';
    const requests = [requestText('POST', path, { Authorization: sign(`${env.PUBLIC_URL}${path}`) }, BODY)];
    const rates = await compareRates({ ...app, requests }, { ...bare, requests });
    return atLeast(0.5, { name: 'guarded block route', ...rates });
  } finally {
    for (const server of servers.reverse()) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
