import { createRequire } from 'node:module';
import pg from 'pg';
import { atLeast, median, PACE } from '../support/measure.mjs';

const require = createRequire(import.meta.url);
const { SYSTEM_CLOCK } = require('monday-persistence/clock');
const ADDRESS = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const KEYS = 1_000;
const VALUE = JSON.stringify('v'.repeat(1_000));
const CALLERS = 16;

export const standalone = true;

/** The persistence on Postgres beside a bare loop over `pg` that sends the same statements. */
export async function run() {
  const admin = new pg.Pool({ connectionString: ADDRESS, max: 1, connectionTimeoutMillis: 2_000 });
  const schema = `bench_${process.pid}`;
  try {
    await admin.query(`CREATE SCHEMA ${schema}`);
  } catch (error) {
    console.log(`no Postgres cases: ${ADDRESS.replace(/:[^:@/]*@/, '@')} does not answer (${error.code})`);
    await admin.end();
    return [];
  }
  try {
    return await compare(`${ADDRESS}?options=-c%20search_path%3D${schema}`);
  } finally {
    await admin.query(`DROP SCHEMA ${schema} CASCADE`);
    await admin.end();
  }
}

async function compare(url) {
  const { POSTGRES_SETTINGS, PostgresPersistence } = require('../../dist/persistence/postgres/index.js');
  const { STATEMENTS } = require('../../dist/persistence/postgres/postgres-statements.js');
  const persistence = new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url });
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const key = () => `key-${Math.floor(Math.random() * KEYS)}`;
  const ours = { get: () => persistence.get(key()), upsert: () => persistence.upsert(key(), VALUE) };
  const bare = {
    get: () => pool.query({ name: 'get', text: STATEMENTS.get, values: [key(), Date.now()] }),
    upsert: () =>
      pool.query({
        name: 'upsert',
        text: STATEMENTS.upsert,
        values: [key(), Date.now(), null, Math.random().toString(36).slice(2, 14), VALUE],
      }),
  };
  try {
    await persistence.open();
    await persistence.batch(
      Array.from({ length: KEYS }, (_, index) => ({ type: 'upsert', key: `key-${index}`, value: VALUE })),
    );
    const rows = [];
    for (const call of ['get', 'upsert']) {
      for (const side of [ours, bare]) await rateOf(side[call]);
      const turns = [];
      for (let round = 0; round < PACE.rounds; round += 1) {
        turns.push({ ours: await rateOf(ours[call]), baseline: await rateOf(bare[call]) });
      }
      rows.push(
        atLeast(0.8, {
          name: `Postgres ${call} / bare pg with the same statement`,
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
    await pool.end();
  }
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
