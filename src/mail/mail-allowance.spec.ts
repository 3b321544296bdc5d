import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlitePersistence } from 'monday-persistence/sqlite';
import { ManualClock } from '../../test/support/manual-clock.js';
import { type AppConfig } from '../config/index.js';
import { MailAllowance } from './mail-allowance.js';

const PER_MINUTE = 3;

describe('MailAllowance', () => {
  let folder: string;
  let clock: ManualClock;
  let persistence: SqlitePersistence;
  let sut: MailAllowance;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'allowance-'));
    clock = new ManualClock();
    persistence = new SqlitePersistence({ path: join(folder, 'app.db'), now: () => clock.now() });
    await persistence.open();
    sut = new MailAllowance(persistence, clock, { mail: { perMinute: PER_MINUTE } } as AppConfig);
  });
  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('lets each account send so many a minute', async () => {
    clock.advance(15_000);
    for (let mail = 0; mail < PER_MINUTE; mail += 1) expect(await sut.take('7')).toBe(0);
    expect(await sut.take('7')).toBe(45);
    expect(await sut.take('8')).toBe(0);
    clock.advance(45_000);
    expect(await sut.take('7')).toBe(0);
  });

  it('spreads what waits over the minutes to come', async () => {
    const waits: number[] = [];
    for (let mail = 0; mail < 4 * PER_MINUTE; mail += 1) waits.push(await sut.take('7'));
    expect(waits).toEqual([0, 0, 0, 60, 60, 60, 120, 120, 120, 180, 180, 180]);
  });
});
