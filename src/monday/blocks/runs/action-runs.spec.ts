import { FakeClock } from 'monday-persistence/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { runAs } from '../../../caller/index.js';
import { type KeyRing } from '../../../secrets/index.js';
import { ActionRunningError } from '../blocks.errors.js';
import { ActionRuns } from './action-runs.js';

const keyRing = {
  encrypt: (text: string, place: string) => Buffer.from(`${place}|${text}`).toString('base64'),
  decrypt: (encrypted: string, place: string) => ({
    plaintext: Buffer.from(encrypted, 'base64')
      .toString()
      .slice(place.length + 1),
    stale: false,
  }),
} as KeyRing;

describe('ActionRuns', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  let clock: FakeClock;
  let sut: ActionRuns;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runs-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    clock = new FakeClock();
    sut = new ActionRuns(persistence, keyRing, clock);
  });

  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true });
  });

  const begin = (accountId = '1', uuid = 'u'): ReturnType<ActionRuns['begin']> =>
    runAs({ accountId, userId: '2', kind: 'block' }, () => sut.begin('x', uuid));

  async function lease(): Promise<Extract<Awaited<ReturnType<typeof begin>>, { lease: unknown }>['lease']> {
    const begun = await begin();
    if (!('lease' in begun)) throw new Error('no lease');
    return begun.lease;
  }

  it('returns the first response to later deliveries', async () => {
    await (await lease()).finish({ id: 7 });

    await expect(begin()).resolves.toEqual({ answer: { id: 7 } });
  });

  it('refuses a second delivery while the first works', async () => {
    await lease();

    await expect(begin()).rejects.toBeInstanceOf(ActionRunningError);
  });

  it('lets exactly one of many at the same moment work', async () => {
    const begun = await Promise.allSettled(Array.from({ length: 20 }, () => begin()));

    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets a run that failed work again', async () => {
    await (await lease()).release();

    await expect(begin()).resolves.toHaveProperty('lease');
  });

  it('takes over from a process that died, whose late answer then does not count', async () => {
    const dead = await lease();
    clock.advance(6 * 60 * 1000);

    const next = await lease();
    await dead.finish({ from: 'dead' });
    await next.finish({ from: 'next' });

    await expect(begin()).resolves.toEqual({ answer: { from: 'next' } });
  });

  it('keeps accounts apart', async () => {
    await (await lease()).finish({ id: 7 });

    await expect(begin('9')).resolves.toHaveProperty('lease');
  });
});
