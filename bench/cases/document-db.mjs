import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { freePort } from '../../test/framework/support/free-ports.cjs';
import { load, putAll, requestText } from '../support/load.mjs';
import { atLeast, below, median, PACE } from '../support/measure.mjs';
import { residentMegabytes, startServer } from '../support/processes.mjs';
import { APP, logIn, openPlatform } from '../support/world.mjs';

const require = createRequire(import.meta.url);
const { SYSTEM_CLOCK } = require('monday-persistence/clock');
const SERVER = fileURLToPath(new URL('../support/document-db-server.mjs', import.meta.url));
const CLOUD = fileURLToPath(new URL('../../test/framework/rehearsal/cloud.cjs', import.meta.url));
const KEYS = 1_000;
const VALUE = JSON.stringify('v'.repeat(1_000));
const CALLERS = 8;
const BATCH = 10;
const PAGE = 50;
const REPEATS = PACE.isQuick ? 3 : 7;
const LOAD_MS = 5_000;
/**
 * The heap of an instance with 512 MiB, as in the rehearsal. On a large machine, V8 lets garbage grow to four times the
 * live heap before it collects it, and the memory shows the machine instead of the app.
 */
const HEAP_ARGS = ['--max-old-space-size=384'];

export const standalone = true;

/** The persistence on the stand-in beside the bare driver doing the same, and the app on it beside the app on the vault. */
export async function run() {
  const server = await startDocumentDb();
  try {
    return [...(await compareStores(server.url)), ...(await compareHomes(server.url))];
  } finally {
    await server.stop();
  }
}

async function startDocumentDb() {
  const child = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [url] = await once(createInterface({ input: child.stdout }), 'line');
  const stop = async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { url, stop };
}

async function compareStores(url) {
  const {
    DOCUMENT_DB_SETTINGS,
    DocumentDbPersistence,
  } = require('../../dist/persistence/document-db/index.js');
  const meter = { add() {} };
  const persistence = new DocumentDbPersistence({ ...DOCUMENT_DB_SETTINGS, url, clock: SYSTEM_CLOCK, meter });
  const client = new MongoClient(url, { retryWrites: false, maxPoolSize: 10 });
  const ours = ourCalls(persistence);
  const bare = bareCalls(client);
  try {
    await persistence.open();
    for (let start = 0; start < KEYS; start += 100)
      await persistence.batch(upserts(100, (n) => keyAt(start + n)));
    const rows = [];
    for (const call of ['get', 'put', 'batch', 'scan']) {
      for (const side of [ours, bare]) await rateOf(side[call]);
      const turns = [];
      for (let round = 0; round < PACE.rounds; round += 1) {
        turns.push({ ours: await rateOf(ours[call]), baseline: await rateOf(bare[call]) });
      }
      rows.push(
        atLeast(0.5, {
          name: `Document DB ${call} / bare mongodb doing the same`,
          ours: median(turns.map((turn) => turn.ours)),
          baseline: median(turns.map((turn) => turn.baseline)),
          ratio: median(turns.map((turn) => turn.ours / turn.baseline)),
          unit: 'calls/s',
        }),
      );
    }
    return rows;
  } finally {
    await persistence.close();
    await client.close();
  }
}

const keyAt = (number) => `bench/${String(number % KEYS).padStart(4, '0')}`;
const anyNumber = () => Math.floor(Math.random() * KEYS);
const upserts = (count, key) =>
  Array.from({ length: count }, (_, n) => ({ type: 'upsert', key: key(n), value: VALUE }));
/** Each batch has records of its own, as those of different accounts have, so that no transaction is repeated. */
const batchKeys = () => {
  const batch = `batch/${Math.random()}`;
  return (n) => `${batch}/${n}`;
};

function ourCalls(persistence) {
  return {
    get: () => persistence.get(keyAt(anyNumber())),
    put: () => persistence.upsert(keyAt(anyNumber()), VALUE),
    batch: () => persistence.batch(upserts(BATCH, batchKeys())),
    scan: () =>
      persistence.scan({ prefix: 'bench/', after: keyAt(Math.floor(anyNumber() / 2)), limit: PAGE }),
  };
}

/** The same documents and requests, with nothing around them. */
function bareCalls(client) {
  const records = client.db().collection('persistence_records');
  const document = () => ({ v: Math.random().toString(36).slice(2, 14), e: 2 ** 52, p: 0, x: VALUE });
  return {
    get: () => records.findOne({ _id: keyAt(anyNumber()) }),
    put: () =>
      records.findOneAndReplace({ _id: keyAt(anyNumber()) }, document(), {
        upsert: true,
        projection: { _id: 1 },
      }),
    batch: async () => {
      const key = batchKeys();
      const ids = Array.from({ length: BATCH }, (_, n) => key(n));
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await records.find({ _id: { $in: ids } }, { session, projection: { x: 0 } }).toArray();
          await records.insertMany(
            ids.map((_id) => ({ _id, ...document() })),
            { session },
          );
        }),
      );
    },
    scan: () =>
      records
        .find(
          { _id: { $gt: keyAt(Math.floor(anyNumber() / 2)), $lt: 'bench0' } },
          { sort: { _id: 1 }, limit: PAGE },
        )
        .toArray(),
  };
}

async function rateOf(call) {
  const start = performance.now();
  let done = 0;
  const caller = async () => {
    while (performance.now() - start < PACE.roundMs / 2) {
      await call();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (done * 1_000) / (performance.now() - start);
}

/** The whole app as monday code runs it, once on each home; how long what a user waits for takes. */
async function compareHomes(url) {
  const documentDb = {
    PERSISTENCE_DRIVER: 'document-db',
    STORAGE_DRIVER: 'document-db',
    MNDY_MONGODB_CONNECTION_STRING: url,
  };
  const ours = await timesOf(documentDb, true);
  const vault = await timesOf({ PERSISTENCE_DRIVER: 'monday-code' }, false);
  const reported = ['login', 'block run', 'storage put', 'storage get'].map((name) => ({
    name: `${name}: Document DB / vault and apps-storage`,
    ours: ours[name],
    baseline: vault[name],
    ratio: vault[name] / ours[name],
    unit: 'ms',
    target: 'reported',
    holds: true,
  }));
  return [
    ...reported,
    below(800, {
      name: 'cold start on the Document DB',
      ours: ours.start,
      baseline: vault.start,
      ratio: ours.start / vault.start,
      unit: 'ms',
    }),
    below(180, {
      name: 'resident memory under load on the Document DB',
      ours: ours.memory,
      baseline: null,
      ratio: null,
      unit: 'MB',
    }),
  ];
}

async function timesOf(given, isLoaded) {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const platform = await openPlatform({ given: { PUBLIC_URL: publicUrl } });
  try {
    const answer = await (await fetch(`${platform.url}/__sandbox/env`)).json();
    const key = `bench:${Buffer.alloc(32, 'bench').toString('base64url')}`;
    const env = {
      ...answer,
      APP_PROFILE: 'monday-code',
      K_SERVICE: 'bench',
      PUBLIC_URL: publicUrl,
      JWT_KEYS: key,
      ENCRYPTION_KEYS: key,
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: platform.variables.SANDBOX_SMTP_PORT,
      SMTP_SECURITY: 'none',
      MAIL_FROM: 'bench@example.com',
      MNDY_TOPIC_NAME: 'bench',
      LOG_LEVEL: 'warn',
      LOG_REQUESTS: 'false',
      ...given,
    };
    const start = {
      ...APP,
      nodeArgs: [...APP.nodeArgs, ...HEAP_ARGS, '--require', CLOUD],
      env,
      port,
      path: '/health/live',
    };
    const starts = [];
    for (let round = 0; round < 3; round += 1) {
      const app = await startServer(start);
      starts.push(app.startMs);
      await app.stop();
    }
    const app = await startServer(start);
    try {
      const token = await logIn(app, platform);
      // Before monday's SDK is loaded, which publishes to the queue and takes some 70 MB with every store.
      const memory = isLoaded ? await memoryUnderLoad(app, token) : undefined;
      return { ...(await timesOfApp(app, platform, token)), memory, start: median(starts) };
    } finally {
      await app.stop();
    }
  } finally {
    await platform.close();
  }
}

async function timesOfApp(app, platform, token) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const [user] = await (await fetch(`${platform.url}/__sandbox/users`)).json();
  const body = JSON.stringify({ value: { text: 'x'.repeat(1_000) } });
  const block = JSON.stringify({
    userId: user.id,
    inputFields: { to: 'a@example.com', subject: 's', text: 't' },
  });
  const post = (path, text) =>
    fetch(`${platform.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    });
  return {
    login: await medianMs(() => logIn(app, platform)),
    'block run': await medianMs(() => post('/__sandbox/blocks/mail-send', block)),
    'storage put': await medianMs(() => fetch(`${app.url}/storage/bench`, { method: 'PUT', headers, body })),
    'storage get': await medianMs(() => fetch(`${app.url}/storage/bench`, { headers })),
  };
}

async function medianMs(work) {
  const all = [];
  for (let round = 0; round < REPEATS; round += 1) {
    const start = performance.now();
    const reply = await work();
    if (typeof reply !== 'string') {
      await reply.arrayBuffer();
      if (!reply.ok) throw new Error(`a call was answered with ${reply.status}`);
    }
    all.push(performance.now() - start);
  }
  return median(all);
}

async function memoryUnderLoad(server, token) {
  const headers = { Authorization: `Bearer ${token}` };
  const body = JSON.stringify({ value: { text: 'x'.repeat(1_000) } });
  const requests = Array.from({ length: 200 }, (_, i) =>
    i % 4 === 0
      ? requestText('PUT', `/storage/load-${i}`, headers, body)
      : requestText('GET', `/storage/load-${i - (i % 4)}`, headers),
  );
  await putAll(server, token, 200, (i) => `load-${i}`, body);
  let highest = 0;
  const watch = setInterval(() => (highest = Math.max(highest, residentMegabytes(server.pid))), 50);
  await load({ port: server.port, requests, milliseconds: LOAD_MS, connections: 80 });
  clearInterval(watch);
  return highest;
}
