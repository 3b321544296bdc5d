import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, freePorts } from '../../test/framework/support/free-ports.cjs';
import { requestText } from '../support/load.mjs';
import { atLeast, below, compareRates, median, PACE } from '../support/measure.mjs';
import { residentMegabytes, startServer } from '../support/processes.mjs';

export const standalone = true;

const PLATFORM = fileURLToPath(new URL('../../packages/local-platform/dist/main.js', import.meta.url));
const BARE = fileURLToPath(new URL('../support/bare-express.mjs', import.meta.url));
const BODY = JSON.stringify({ value: { text: 'x'.repeat(200) } });
const KEYS = 64;
const REST_MS = 1_000;

/** The local platform alone: its start, its memory at rest, and what the sidecar costs beside a bare Express server. */
export async function run() {
  const starts = [];
  const rest = [];
  for (let round = 0; round < PACE.rounds; round += 1) {
    const { platform, close } = await openPlatform();
    starts.push(platform.startMs);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    rest.push(residentMegabytes(platform.pid));
    await close();
  }
  const alone = (name, unit, ours) => ({ name, ours, baseline: null, ratio: null, unit });
  return [
    below(1_000, alone('local platform: start to the first 200', 'ms', median(starts))),
    below(110, alone('local platform: resident memory at rest', 'MB', median(rest))),
    ...(await sidecarRates()),
  ];
}

async function sidecarRates() {
  const { platform, sidecarPort, close } = await openPlatform();
  const bare = await startServer({ script: BARE, env: {}, port: await freePort(), path: '/health/live' });
  try {
    await control(platform, 'PUT', 'limits', { enabled: false });
    const [{ id }] = await (await fetch(`${platform.url}/__sandbox/users`)).json();
    const { access_token: token } = await (await control(platform, 'POST', 'tokens', { userId: id })).json();
    const headers = { 'x-monday-access-token': token };
    const requests = (method, body) =>
      Array.from({ length: KEYS }, (_, i) =>
        requestText(method, `/storage/bench-${i}?shared=false`, headers, body),
      );
    const sidecar = { ...platform, port: sidecarPort };
    // The writes come first: they make what is read.
    const writes = requests('PUT', BODY);
    const put = await compareRates({ ...sidecar, requests: writes }, { ...bare, requests: writes });
    const reads = requests('GET');
    const get = await compareRates({ ...sidecar, requests: reads }, { ...bare, requests: reads });
    return [
      atLeast(0.5, { name: 'sidecar GET /storage/{key}', ...get }),
      atLeast(0.5, { name: 'sidecar PUT /storage/{key}', ...put }),
    ];
  } finally {
    await bare.stop();
    await close();
  }
}

async function openPlatform() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-sandbox-'));
  const [port, smtpPort, sidecarPort] = await freePorts(3);
  const platform = await startServer({
    script: PLATFORM,
    env: {
      DATA_DIR: dataDir,
      SANDBOX_PORT: String(port),
      SANDBOX_SMTP_PORT: String(smtpPort),
      SIDECAR_PORT: String(sidecarPort),
    },
    port,
    path: '/__sandbox/health',
  });
  const close = async () => {
    await platform.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { platform, sidecarPort, close };
}

function control({ url }, method, path, body) {
  return fetch(`${url}/__sandbox/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
