import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { SYSTEM_CLOCK, SystemClock } from '../../../src/clock/index.js';
import {
  PERSISTENT_QUEUE_SETTINGS,
  PersistentQueueDriver,
} from '../../../src/queue/drivers/persistent.driver.js';
import { Outbox } from '../../../src/queue/outbox.js';
import { OutboxRelay } from '../../../src/queue/outbox-relay.js';
import { testProgram } from '../support/compiled-app.js';

const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 3);
const MANY = 100_000;

jest.setTimeout(ROUNDS * 20_000);

describe.each([
  ['in the store of the data', 'app.db'],
  ['of another engine, behind the outbox', 'queue.db'],
])('a process that is killed while it publishes with its data, into a queue %s', (_name, queueFile) => {
  const moments =
    queueFile === 'app.db' ? ['after the commit'] : ['after the commit', 'between queue and outbox'];

  it.each(moments)('leaves all or nothing, killed %s', (moment) => killAndCompare(queueFile, moment));

  it(`leaves all or nothing, killed at any moment, ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round++) await killAndCompare(queueFile, '', 40 + round * 29);
  });
});

/** @param acknowledgements after which it is killed, if it does not do that itself */
async function killAndCompare(queueFile: string, moment: string, acknowledgements = MANY): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-kill-'));
  const [store, queue] = [join(folder, 'app.db'), join(folder, queueFile)];
  const acknowledged = await runUntilKilled([store, queue, moment], acknowledgements);
  const { rows, messages, documents, entries } = await afterRestart(store, queue);
  expect(rows.length).toBeGreaterThanOrEqual(20);
  expect([...messages].sort()).toEqual([...rows].sort());
  expect([...documents].sort()).toEqual([...rows].sort());
  expect([...entries].sort()).toEqual([...rows].sort());
  expect(acknowledged.filter((id) => !messages.includes(id))).toEqual([]);
  await rm(folder, { recursive: true });
}

async function runUntilKilled(args: string[], acknowledgements: number): Promise<string[]> {
  const child = spawn(process.execPath, [await testProgram('batch-publisher'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (output.split('\n').length > acknowledgements) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  return output.split('\n').slice(0, -1);
}

/** The ids that rows, documents and index entries name, and those in the queue once the outbox is empty. */
async function afterRestart(
  storePath: string,
  queuePath: string,
): Promise<Record<'rows' | 'messages' | 'documents' | 'entries', string[]>> {
  const store = new SqlitePersistence({ ...SQLITE_SETTINGS, path: storePath, clock: SYSTEM_CLOCK });
  const queue = new SqlitePersistence({ ...SQLITE_SETTINGS, path: queuePath, clock: SYSTEM_CLOCK });
  await Promise.all([store.open(), queue.open()]);
  const clock = new SystemClock();
  const driver = new PersistentQueueDriver(queue, { ...PERSISTENT_QUEUE_SETTINGS, clock });
  const outbox = new Outbox(store, clock);
  const relay = new OutboxRelay(outbox, driver, clock);
  relay.onApplicationBootstrap();
  await relay.beforeApplicationShutdown();
  expect(await outbox.waiting(1)).toEqual([]);
  const valuesAt = async (prefix: string): Promise<unknown[]> =>
    (await store.scan({ prefix, limit: MANY })).map(({ value }) => JSON.parse(value) as unknown);
  const rows = (await valuesAt('storage/7/p/')) as string[];
  const documents = (await valuesAt('storage/7/d/notes/')) as { document: { text: string } }[];
  const entries = (await valuesAt('storage/7/x/notes/text:text/')) as { text: string }[];
  const messages = (await driver.peek(MANY)).map(({ id }) => id);
  await Promise.all([store.close(), queue.close()]);
  return {
    rows,
    messages,
    documents: documents.map(({ document }) => document.text),
    entries: entries.map(({ text }) => text),
  };
}
