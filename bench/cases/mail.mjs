import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import jsonwebtoken from 'jsonwebtoken';
import { requestText } from '../support/load.mjs';
import { atLeast, below, compareRates, PACE } from '../support/measure.mjs';
import { processorMs } from '../support/processes.mjs';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const IS_QUICK = PACE.rounds < 5;
/** Half a minute after its last work V8 gives memory back, once: a tenth of a second that idling does not cost. */
const SETTLING_MS = IS_QUICK ? 2_000 : 35_000;
const IDLE_MS = IS_QUICK ? 3_000 : 20_000;
const { PATH } = process.env;
const BODY = JSON.stringify({
  payload: { inputFields: { to: 'ada@example.com', subject: 'Hello', text: 'x'.repeat(200) } },
  runtimeMetadata: {},
});

/** What the app costs while nothing happens, and its action: proven, checked, encrypted and durable before the answer. */
export async function run({ app, bare, variables }) {
  const idle = await idlePercent(app.pid);
  const keys = JSON.parse(await readFile(join(variables.DATA_DIR, 'local-keys.json'), 'utf8'));
  const claims = { accountId: 1, userId: 2, aud: `${app.url}/mail/send`, shortLivedToken: 'x' };
  const token = jsonwebtoken.sign(claims, keys.MONDAY_SIGNING_SECRET, {
    algorithm: 'HS256',
    expiresIn: 3600,
  });
  const send = [requestText('POST', '/mail/send', { Authorization: token }, BODY)];
  const bareWrite = [requestText('PUT', '/storage/x', {}, BODY)];
  const compare = () => compareRates({ ...app, requests: send }, { ...bare, requests: bareWrite });
  const queue = (word) =>
    execFileSync(process.execPath, [CLI, 'queue', word], { env: { PATH, ...variables } });

  queue('pause');
  const acknowledged = await compare();
  queue('resume');
  const handled = await compare();
  return [
    below(1, { name: 'idle app, of one processor', ours: idle, baseline: null, ratio: null, unit: '%' }),
    atLeast(0.35, { name: 'POST /mail/send to acknowledged, durable', ...acknowledged }),
    // The same process now handles the mails too; most of them wait, as their account sends more than it may.
    atLeast(0.15, { name: 'POST /mail/send while its handlers work', ...handled }),
  ];
}

async function idlePercent(pid) {
  await wait(SETTLING_MS);
  const before = processorMs(pid);
  await wait(IDLE_MS);
  return ((processorMs(pid) - before) * 100) / IDLE_MS;
}
