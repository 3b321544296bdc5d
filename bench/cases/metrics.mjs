import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../test/framework/support/free-ports.cjs';
import { putAll, requestText } from '../support/load.mjs';
import { atLeast, compareRates, PACE } from '../support/measure.mjs';
import { startServer } from '../support/processes.mjs';
import { APP, logIn, openPlatform, selfHosted } from '../support/world.mjs';

const KEY = 'bench';
const BODY = JSON.stringify({ value: { text: 'x'.repeat(200) } });

export const standalone = true;

/** Two processes of one program differ by more than what is looked for, so there are several pairs. */
const PAIRS = PACE.isQuick ? 1 : 3;

/** A guarded read with everything counted, beside the same app that counts nothing. Both log, as they do by default. */
export async function run() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-metrics-'));
  const platform = await openPlatform();
  try {
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      pairs.push(await comparePair(platform, join(folder, String(pair))));
    }
    pairs.sort((one, other) => one.ratio - other.ratio);
    const middle = pairs[Math.floor(PAIRS / 2)];
    return [atLeast(0.97, { name: 'guarded read with metrics / without', ...middle })];
  } finally {
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function comparePair(platform, folder) {
  const apps = [];
  try {
    apps.push(await start(platform, join(folder, 'on'), { METRICS_PORT: '0' }));
    apps.push(await start(platform, join(folder, 'off'), {}));
    const [counting, silent] = await Promise.all(apps.map((app) => sideOf(app, platform)));
    return await compareRates(counting, silent);
  } finally {
    for (const app of apps) await app.stop();
  }
}

async function start(platform, dataDir, metrics) {
  const port = await freePort();
  const drivers = ['PERSISTENCE', 'STORAGE', 'SECURE_STORAGE', 'QUEUE'];
  const env = {
    ...(await selfHosted(platform)),
    ...Object.fromEntries(drivers.map((name) => [`${name}_DRIVER`, 'sqlite'])),
    DATA_DIR: dataDir,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_REQUESTS: 'true',
    LOG_LEVEL: 'info',
    ...metrics,
  };
  return startServer({ ...APP, env, port, path: '/health/live' });
}

async function sideOf(app, platform) {
  const token = await logIn(app, platform);
  await putAll(app, token, 1, () => KEY, BODY);
  return { ...app, requests: [requestText('GET', `/storage/${KEY}`, { Authorization: `Bearer ${token}` })] };
}
