import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlitePersistence } from '../../src/persistence/index.js';
import { PersistentQueueDriver } from '../../src/queue/drivers/persistent.driver.js';
import { placeOf, RUNNING } from '../../src/queue/drivers/persistent-record.js';
import { QueueWorkerProcess, WorkerReports } from './queue-worker-process.js';

const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 3);
const MESSAGES = 120;
const VISIBILITY_MS = 1_500;
/** Later with each round, so that the kills fall on different moments. */
const begunBeforeKill = (round: number) => 10 + ((round * 37) % 80);

jest.setTimeout(ROUNDS * 30_000);

describe('a worker that is killed in the middle of its handlers, beside another on the same file', () => {
  it(`leaves every message to be handled, within the visibility timeout, ${ROUNDS} times`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-kill-'));
    for (let round = 0; round < ROUNDS; round++) await killOnce(join(folder, `${round}.db`), round);
    await rm(folder, { recursive: true });
  });
});

async function killOnce(path: string, round: number): Promise<void> {
  const persistence = new SqlitePersistence({ path });
  await persistence.open();
  const publisher = new PersistentQueueDriver(persistence);
  const reports = new WorkerReports();
  const start = () => QueueWorkerProcess.start(path, VISIBILITY_MS, reports);

  const ids = Array.from({ length: MESSAGES }, (_, n) => `${round}-${n}`);
  const workers = [await start(), await start()];
  await Promise.all(ids.map((id) => publisher.publish({ id, body: 'x', priority: 'normal', delayMs: 0 })));
  await reports.until(({ begun }) => begun.size >= begunBeforeKill(round));
  await Promise.all(workers.map((worker) => worker.kill()));

  const held = await persistence.scan({ prefix: RUNNING, limit: MESSAGES });
  const latest = Date.now() + VISIBILITY_MS;
  expect(held.filter(({ key }) => placeOf(key).dueAt > latest)).toEqual([]);

  const next = await start();
  await reports.until(({ ended }) => ended.size === MESSAGES);
  expect([...reports.ended].sort()).toEqual([...ids].sort());
  await drained(publisher);
  await next.kill();
  await persistence.close();
}

/** The last acknowledgement follows the last handler by a moment. */
async function drained(queue: PersistentQueueDriver): Promise<void> {
  for (;;) {
    const { ready, delayed, running } = await queue.stats();
    if (ready + delayed + running === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
