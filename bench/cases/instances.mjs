import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { freePorts } from '../../test/framework/support/free-ports.cjs';
import { load, putAll, requestText } from '../support/load.mjs';
import { median, PACE } from '../support/measure.mjs';
import { processorMs, startServer } from '../support/processes.mjs';
import { APP, logIn, openPlatform, selfHosted } from '../support/world.mjs';

const ADDRESS = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const KEYS = 64;
const CONNECTIONS = 32;
const BODY = JSON.stringify({ value: { text: 'x'.repeat(200) } });

export const standalone = true;

/** Two instances on one Postgres beside one, with the same load, and where the processors' time goes. */
export async function run() {
  const admin = new pg.Client({ connectionString: ADDRESS, connectionTimeoutMillis: 2_000 });
  try {
    await admin.connect();
  } catch (error) {
    console.log(`no cases of several instances: Postgres does not answer (${error.code})`);
    return [];
  }
  const schema = `bench_instances_${process.pid}`;
  const platform = await openPlatform();
  const apps = [];
  try {
    await admin.query(`CREATE SCHEMA ${schema}`);
    const url = `${ADDRESS}?options=-c%20search_path%3D${schema}`;
    const ports = await freePorts(2);
    const variables = {
      ...(await selfHosted(platform)),
      DATABASE_URL: url,
      PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
    };
    for (const port of ports) {
      apps.push(await startServer({ ...APP, env: variables, port, path: '/health/live' }));
    }
    const token = await logIn(apps[0], platform);
    await putAll(apps[0], token, KEYS, (i) => `bench-${i}`, BODY);
    const rows = [];
    for (const [name, method, body] of [
      ['guarded GET /storage/:key', 'GET'],
      ['guarded, durable PUT /storage/:key', 'PUT', BODY],
    ]) {
      const headers = { Authorization: `Bearer ${token}` };
      const requests = Array.from({ length: KEYS }, (_, i) =>
        requestText(method, `/storage/bench-${i}`, headers, body),
      );
      rows.push(await compare(`two instances on Postgres / one: ${name}`, apps, requests));
    }
    return rows;
  } finally {
    for (const app of apps) await app.stop();
    await platform.close();
    await admin.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await admin.query(`DROP SCHEMA IF EXISTS ${schema}_queue CASCADE`);
    await admin.end();
  }
}

async function compare(name, apps, requests) {
  for (const app of apps) await load({ port: app.port, requests, milliseconds: PACE.roundMs });
  const turns = [];
  const spent = [];
  for (let round = 0; round < PACE.rounds; round += 1) {
    const one = await rateOf(apps.slice(0, 1), requests);
    const before = processorTimes(apps);
    const two = await rateOf(apps, requests);
    spent.push(difference(before, processorTimes(apps)));
    turns.push({ one, two });
  }
  console.log(`    ${sharesOf(spent)}`);
  return {
    name,
    ours: median(turns.map(({ two }) => two)),
    baseline: median(turns.map(({ one }) => one)),
    ratio: median(turns.map(({ one, two }) => two / one)),
    unit: 'requests/s',
    // Two processors hold the clients, the instances and Postgres: what is left for a second instance differs.
    target: 'reported',
    holds: true,
  };
}

/** The same number of clients, spread evenly over the instances. */
async function rateOf(apps, requests) {
  const connections = CONNECTIONS / apps.length;
  const rates = await Promise.all(
    apps.map(({ port }) => load({ port, requests, milliseconds: PACE.roundMs, connections })),
  );
  return rates.reduce((sum, rate) => sum + rate, 0);
}

function processorTimes(apps) {
  const postgres = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && nameOf(pid) === 'postgres');
  const sum = (pids) => pids.reduce((total, pid) => total + processorMs(pid), 0);
  return { instances: sum(apps.map(({ pid }) => pid)), Postgres: sum(postgres) };
}

function nameOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

const difference = (before, after) =>
  Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - before[name]]));

/** What used the two processors while two instances ran. */
function sharesOf(spent) {
  const shares = Object.keys(spent[0]).map((name) => {
    const share = median(spent.map((each) => each[name])) / PACE.roundMs;
    return `${name} ${share.toFixed(2)}`;
  });
  return `processors in use: ${shares.join(', ')}; the rest are the clients`;
}
