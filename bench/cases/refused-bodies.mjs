import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../test/framework/support/free-ports.cjs';
import { requestText } from '../support/load.mjs';
import { atMost, compareRates } from '../support/measure.mjs';
import { startServer } from '../support/processes.mjs';
import { APP } from '../support/world.mjs';

const PATH = '/auth/refresh';
const BYTES = 99_000;

const listOf = (element) => `[${Array(Math.floor(BYTES / (element.length + 1))).fill(element)}]`;
const inField = (value) => `{"refresh_token":${value}}`;
const fields = Array.from({ length: BYTES / 10 }, (_, n) => `"${n}":0`)
  .join()
  .slice(0, BYTES);

/** What a stranger may send, none of which is a refresh token. */
const BODIES = {
  'a text': inField(`"${'x'.repeat(BYTES)}"`),
  'a list of numbers': inField(listOf('0')),
  'a list of lists': inField(listOf('[]')),
  'numbers that no double holds': inField(listOf('9007199254740993')),
  'many fields': `{${fields.slice(0, fields.lastIndexOf(','))}}`,
  'deep nesting': inField('['.repeat(BYTES / 2) + ']'.repeat(BYTES / 2)),
};

/** The processor time that a refused body costs, beside Express, which parses it and answers. */
export async function run({ bare, variables }) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const env = { ...variables, DATA_DIR: folder, THROTTLE_AUTH_PER_MINUTE: '1000000' };
  const app = await startServer({ ...APP, env, port: await freePort(), path: '/health/live' });
  try {
    const rows = [];
    for (const [name, body] of Object.entries(BODIES)) rows.push(await rowOf(name, body, app, bare));
    return rows;
  } finally {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function rowOf(name, body, app, bare) {
  const requests = [requestText('POST', PATH, {}, body)];
  const { microsecondsEach } = await compareRates({ ...app, requests, expect: 4 }, { ...bare, requests });
  await expectRefusal(app, body);
  const { ours, baseline } = microsecondsEach;
  return atMost(3, {
    name: `a refused body of 99 kB: ${name}`,
    ours,
    baseline,
    ratio: ours / baseline,
    unit: 'µs',
  });
}

/** A throttled request would be refused too, and cost nothing. */
async function expectRefusal({ url }, body) {
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(url + PATH, { method: 'POST', headers, body });
  if (status !== 400) throw new Error(`the body was answered by ${status}`);
}
