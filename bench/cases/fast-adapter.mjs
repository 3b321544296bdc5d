import { fileURLToPath } from 'node:url';
import { freePort } from '../../test/framework/support/free-ports.cjs';
import { requestText } from '../support/load.mjs';
import { atLeast, compareRates } from '../support/measure.mjs';
import { startServer } from '../support/processes.mjs';

const BARE = fileURLToPath(new URL('../support/bare-express.mjs', import.meta.url));
const NODE_MAJOR = Number(process.versions.node.split('.')[0]);
/** Node 24 has no slow prototype swap to avoid; there it must only do no harm. */
const TARGET = NODE_MAJOR >= 24 ? 0.9 : 1.2;

export const standalone = true;

/** What it is worth that requests are born with the prototypes of Express: the same bare app, on either server. */
export async function run() {
  const start = async (env) =>
    startServer({ script: BARE, env, port: await freePort(), path: '/health/live' });
  const fast = await start({ FAST: '1' });
  const plain = await start({});
  try {
    const requests = [requestText('GET', '/health/live')];
    const rates = await compareRates({ ...fast, requests }, { ...plain, requests });
    return atLeast(TARGET, { name: 'finding: Express on our server / on its own', ...rates });
  } finally {
    await fast.stop();
    await plain.stop();
  }
}
