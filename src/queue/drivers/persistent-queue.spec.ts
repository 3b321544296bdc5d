import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { type QueueStats } from '../queue.driver.js';
import { PersistentQueue, type Claim } from './persistent-queue.js';
import { placeOf, readyKey } from './persistent-record.js';

const NOW = 1_000_000;
const HOLD_MS = 30_000;
/** Running, three lanes, running, at least. */
const SCANS = [0, 1, 2, 3, 4];

describe('PersistentQueue.stats', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  let queue: PersistentQueue;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-stats-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    queue = new PersistentQueue(persistence);
    for (const id of ['a', 'b']) await queue.publish({ id, body: '', priority: 'normal', delayMs: 0 }, NOW);
  });
  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  const claimOne = async (): Promise<Claim> => {
    const { claims } = await queue.claim(1, NOW, HOLD_MS);
    return claims[0]!;
  };

  /** Reads the counts, and changes the state before the scan of this number. */
  const statsWith = async (at: number, change: () => Promise<unknown>): Promise<QueueStats> => {
    const scan = persistence.scan.bind(persistence);
    let scans = 0;
    const spy = jest.spyOn(persistence, 'scan').mockImplementation(async (options) => {
      if (scans++ === at) {
        spy.mockImplementation(scan);
        await change();
      }
      return scan(options);
    });
    try {
      return await queue.stats(NOW);
    } finally {
      spy.mockRestore();
      expect(scans).toBe(at + 1);
    }
  };

  const total = ({ ready, delayed, running }: QueueStats): number => ready + delayed + running;

  it.each(SCANS)('counts a message that is claimed before scan %i', async (at) => {
    expect(total(await statsWith(at, claimOne))).toBeGreaterThanOrEqual(2);
    expect(await queue.stats(NOW)).toMatchObject({ ready: 1, delayed: 0, running: 1 });
  });

  it.each(SCANS)('counts a message that is given back before scan %i', async (at) => {
    const claim = await claimOne();
    const giveBack = (): Promise<void> => queue.giveBack(claim, NOW + 1, claim.attempts);
    expect(total(await statsWith(at, giveBack))).toBeGreaterThanOrEqual(2);
    expect(await queue.stats(NOW)).toMatchObject({ ready: 1, delayed: 1, running: 0 });
  });

  it.each(SCANS)('counts a message once whose hold is renewed before scan %i', async (at) => {
    const claim = await claimOne();
    const renew = (): Promise<Claim> => queue.renew(claim, NOW + 2 * HOLD_MS);
    expect(await statsWith(at, renew)).toMatchObject({ ready: 1, delayed: 0, running: 1 });
  });
});

describe('the order of messages', () => {
  const LATER = 10 ** 14;

  it.each([
    ['no number', NaN, true],
    ['infinite', Infinity, false],
    ['too large for a key', 1e300, false],
    ['negative', -Infinity, true],
  ])('is not disturbed by a time that is %s', (_name, at, isDue) => {
    const key = readyKey(1, at, 'odd');
    expect([key, readyKey(1, LATER, 'ordinary')].sort()[0] === key).toBe(isDue);
    expect(placeOf(key).dueAt <= NOW).toBe(isDue);
    expect(placeOf(key).id).toBe('odd');
  });

  it('lets a key without a number be taken, which an earlier version wrote', () => {
    expect(placeOf('queue/ready/1/0000000Infinity/odd')).toEqual({ dueAt: 0, id: 'odd' });
  });
});
