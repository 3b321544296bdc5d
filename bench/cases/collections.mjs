import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { atLeast, median, PACE } from '../support/measure.mjs';

const require = createRequire(import.meta.url);
const { SYSTEM_CLOCK } = require('monday-persistence/clock');
const { openSqliteDatabase, SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
const { runAs } = require('../../dist/caller/index.js');
const { collection, CollectionStore } = require('../../dist/storage/index.js');
const { indexDocument, writeRecord } = require('../../dist/storage/collections/collection-document.js');
const { documentsPrefix } = require('../../dist/storage/collections/collection-keys.js');

const ADDRESS = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const COUNT = PACE.manyRows;
const PAGE = 50;
const CHUNK = 5_000;
const CALLERS = 16;
const ACCOUNT = '7';
const CALLER = { accountId: ACCOUNT, userId: '1', kind: 'job' };
const Nudges = collection({ name: 'nudges', indexes: { sentAt: 'number' } });
const TABLE =
  'CREATE TABLE bare (account TEXT, id TEXT, sent_at BIGINT, document TEXT, PRIMARY KEY (account, id))';
const INDEX = 'CREATE INDEX bare_by_sent_at ON bare (account, sent_at, id)';

export const standalone = true;

/**
 * A page of 50 of a million documents by an index, beside a bare query of a table with an index on the same column. Both
 * parse the documents. The rows of both are written in the same random order of the index.
 */
export async function run() {
  return [...(await onSqlite()), ...(await onPostgres())];
}

async function onSqlite() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-collections-'));
  const persistence = new SqlitePersistence({
    ...SQLITE_SETTINGS,
    path: join(folder, 'app.db'),
    clock: SYSTEM_CLOCK,
  });
  await persistence.open();
  const bare = await openSqliteDatabase(join(folder, 'bare.db'));
  try {
    bare.exec(`PRAGMA journal_mode = WAL; PRAGMA cache_size = -57344; ${TABLE}; ${INDEX}`);
    const insert = bare.prepare('INSERT INTO bare VALUES (?, ?, ?, ?)');
    for (const rows of chunks()) {
      await persistence.batch(rows.flatMap(recordsOf).map((record) => ({ type: 'upsert', ...record })));
      bare.exec('BEGIN');
      for (const { id, document, text } of rows) insert.run(ACCOUNT, id, document.sentAt, text);
      bare.exec('COMMIT');
    }
    const select = bare.prepare(
      'SELECT id, document FROM bare WHERE account = ? AND sent_at >= ? ORDER BY sent_at, id LIMIT ?',
    );
    const page = (from) => Promise.resolve(select.all(ACCOUNT, from, PAGE).map(parse));
    return [await compare('SQLite', persistence, page, 1)];
  } finally {
    await persistence.close();
    bare.close();
    await rm(folder, { recursive: true });
  }
}

async function onPostgres() {
  const admin = new pg.Pool({ connectionString: ADDRESS, max: 1, connectionTimeoutMillis: 2_000 });
  const schema = `bench_${process.pid}`;
  try {
    await admin.query(`CREATE SCHEMA ${schema}`);
  } catch (error) {
    console.log(`no Postgres cases: ${ADDRESS.replace(/:[^:@/]*@/, '@')} does not answer (${error.code})`);
    await admin.end();
    return [];
  }
  const url = `${ADDRESS}?options=-c%20search_path%3D${schema}`;
  const { POSTGRES_SETTINGS, PostgresPersistence } = require('../../dist/persistence/postgres/index.js');
  const persistence = new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url });
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  try {
    await persistence.open();
    await pool.query(`${TABLE}; ${INDEX}`);
    for (const rows of chunks()) {
      const records = rows.flatMap(recordsOf);
      await pool.query(
        `INSERT INTO persistence_records (key, value, version, created)
         SELECT key, value, 'v1', true FROM unnest($1::text[], $2::text[]) AS row (key, value)`,
        [records.map(({ key }) => key), records.map(({ value }) => value)],
      );
      await pool.query('INSERT INTO bare SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[])', [
        ACCOUNT,
        rows.map(({ id }) => id),
        rows.map(({ document }) => document.sentAt),
        rows.map(({ text }) => text),
      ]);
    }
    await pool.query('VACUUM ANALYZE persistence_records; ').catch(() => undefined);
    await pool.query('VACUUM ANALYZE bare').catch(() => undefined);
    const page = async (from) => {
      const { rows } = await pool.query({
        name: 'page',
        text: 'SELECT id, document FROM bare WHERE account = $1 AND sent_at >= $2 ORDER BY sent_at, id LIMIT $3',
        values: [ACCOUNT, from, PAGE],
      });
      return rows.map(parse);
    };
    return [await compare('Postgres', persistence, page, CALLERS)];
  } finally {
    await persistence.close();
    await pool.end();
    await admin.query(`DROP SCHEMA ${schema} CASCADE`);
    await admin.end();
  }
}

const parse = ({ id, document }) => ({ id, document: JSON.parse(document) });

/** Documents of 200 bytes. */
function* chunks() {
  for (let start = 0; start < COUNT; start += CHUNK) {
    yield Array.from({ length: CHUNK }, (_, offset) => {
      const number = start + offset;
      const id = `item-${number}`;
      const document = { itemId: id, sentAt: (number * 7_919) % COUNT, text: 'x'.repeat(140) };
      return { id, document, text: JSON.stringify(document) };
    });
  }
}

/** As a put writes them. */
function recordsOf({ id, document, text }) {
  const place = { accountId: ACCOUNT, id };
  const { entries } = indexDocument(Nudges.declaration, place, document, '');
  return [
    {
      key: `${documentsPrefix(ACCOUNT, 'nudges')}${id}`,
      value: writeRecord(Nudges.declaration.indexes, text),
    },
    ...entries.map((key) => ({ key, value: text })),
  ];
}

async function compare(store, persistence, page, callers) {
  const nudges = new Nudges(new CollectionStore(persistence, { maxRows: 0, maxBytes: 0 }));
  const from = () => Math.floor(Math.random() * (COUNT - PAGE));
  const ours = () => runAs(CALLER, () => nudges.query({ index: 'sentAt', from: from(), limit: PAGE }));
  const bare = () => page(from());
  const [{ records }, rows] = [await ours(), await bare()];
  if (records.length !== PAGE || rows.length !== PAGE) throw new Error('A page is not full.');
  for (const side of [ours, bare]) await rateOf(side, callers);
  const turns = [];
  for (let round = 0; round < PACE.rounds; round += 1) {
    turns.push({ ours: await rateOf(ours, callers), baseline: await rateOf(bare, callers) });
  }
  return atLeast(0.5, {
    name: `${store}: ${PAGE} of ${COUNT.toLocaleString('en')} documents / bare SQL`,
    ours: median(turns.map((turn) => turn.ours)),
    baseline: median(turns.map((turn) => turn.baseline)),
    ratio: median(turns.map((turn) => turn.ours / turn.baseline)),
    unit: 'queries/s',
  });
}

async function rateOf(call, callers) {
  const start = performance.now();
  let done = 0;
  const caller = async () => {
    while (performance.now() - start < PACE.roundMs) {
      await call();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (done * 1_000) / (performance.now() - start);
}
