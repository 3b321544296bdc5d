import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { type AppConfig } from '../config/index.js';
import { RateLimitExceededError } from '../rate-limiter/index.js';
import { MailRateLimiter } from './mail-rate-limiter.js';

const PER_MINUTE = 3;

describe('MailRateLimiter', () => {
  let folder: string;
  let clock: ManualClock;
  let persistence: SqlitePersistence;
  let sut: MailRateLimiter;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mail-rate-'));
    clock = new ManualClock();
    persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path: join(folder, 'app.db'), clock });
    await persistence.open();
    sut = new MailRateLimiter(persistence, clock, { mail: { perMinute: PER_MINUTE } } as AppConfig);
  });
  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** How many seconds the account has to wait; 0 if it need not. */
  const acquire = async (accountId: string): Promise<number> => {
    try {
      await sut.acquire(accountId);
      return 0;
    } catch (error) {
      expect(error).toBeInstanceOf(RateLimitExceededError);
      return (error as RateLimitExceededError).retryAfterSeconds;
    }
  };

  it('lets each account send so many a minute', async () => {
    clock.advance(15_000);
    for (let mail = 0; mail < PER_MINUTE; mail += 1) expect(await acquire('7')).toBe(0);
    expect(await acquire('7')).toBe(45);
    expect(await acquire('8')).toBe(0);
    clock.advance(45_000);
    expect(await acquire('7')).toBe(0);
  });

  it('spreads what waits over the minutes to come', async () => {
    const waits: number[] = [];
    for (let mail = 0; mail < 4 * PER_MINUTE; mail += 1) waits.push(await acquire('7'));
    expect(waits).toEqual([0, 0, 0, 60, 60, 60, 120, 120, 120, 180, 180, 180]);
  });
});
