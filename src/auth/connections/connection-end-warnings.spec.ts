import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FakeClock } from 'monday-persistence/testing';
import {
  connectionsOn,
  IDENTITY,
  OWNER,
  tokensFor,
} from '../../../test/framework/support/connections.fixture.js';
import { runAs } from '../../caller/index.js';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { FRAMEWORK_NAMES } from '../../config/index.js';
import { type Persistence } from '../../persistence/index.js';
import { type QueueHandlerContext } from '../../queue/index.js';
import { AesGcmKeyRing, SecretService } from '../../secrets/index.js';
import { connectionViewOf } from './connection-view.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEY = 'auth/connection/22/11';
const LOGIN = 'https://app.example.com/auth/login';
const ring = new AesGcmKeyRing(
  new SecretService({ ENCRYPTION_KEYS: `a:${Buffer.alloc(32, 1).toString('base64url')}` }, FRAMEWORK_NAMES),
);

let folder: string;
let persistence: Persistence;
let clock: FakeClock;
let warn: jest.SpyInstance;

beforeEach(async () => {
  warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  clock = new FakeClock(Date.now());
  folder = mkdtempSync(join(tmpdir(), 'connection-end-'));
  persistence = new SqlitePersistence({
    ...SQLITE_SETTINGS,
    path: join(folder, 'app.db'),
    clock: SYSTEM_CLOCK,
  });
  await persistence.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await persistence.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An app whose tokens are refreshed at each use, as they have all expired by the clock of the test. */
function startApp() {
  const onEnding = jest.fn();
  const refresh = jest.fn(() => Promise.resolve(tokensFor(3600)));
  const migrate = jest.fn(() => Promise.resolve(tokensFor(3600)));
  const app = connectionsOn(persistence, ring, { refresh, migrate }, { clock, onEnding });
  const refreshOnDay = async (day: number): Promise<void> => {
    clock.advance(start + day * DAY_MS - clock.now());
    await runAs({ ...OWNER, kind: 'user' }, () => app.sut.accessToken());
  };
  const start = clock.now();
  const work = (endsAt: number): Promise<void> =>
    runAs({ ...OWNER, kind: 'job' }, () => app.endWarnings.work({ endsAt }, {} as QueueHandlerContext));
  return { ...app, onEnding, refreshOnDay, work, endsAt: start + 180 * DAY_MS };
}

const warnings = (): unknown[] =>
  warn.mock.calls
    .map(([fields]) => fields as { event: string })
    .filter(({ event }) => event === 'auth.connection_ending');

const stored = async (): Promise<Record<string, unknown>> =>
  JSON.parse((await persistence.get(KEY))!.value) as Record<string, unknown>;

describe('the end of a connection', () => {
  it('is announced once, at the first refresh of its last 30 days', async () => {
    const { sut, queue, refreshOnDay, endsAt } = startApp();
    await sut.save(IDENTITY, tokensFor(3600));
    await refreshOnDay(149);
    expect([queue.publish.mock.calls, warnings()]).toEqual([[], []]);
    await refreshOnDay(150);
    await refreshOnDay(151);
    await refreshOnDay(179);

    expect(queue.publish.mock.calls).toEqual([
      ['auth.connection_end_due', { endsAt }, { idempotencyKey: `11 ${endsAt}` }],
    ]);
    expect(warnings()).toEqual([
      {
        event: 'auth.connection_ending',
        accountId: '22',
        userId: '11',
        endsAt: new Date(endsAt).toISOString(),
      },
    ]);
  });

  it('is announced again for the consent of the next login', async () => {
    const { sut, refreshOnDay } = startApp();
    await sut.save(IDENTITY, tokensFor(3600));
    await refreshOnDay(160);
    const renewed = await sut.save(IDENTITY, tokensFor(3600));
    expect(renewed.endWarnedAt).toBeUndefined();
    await refreshOnDay(300);
    expect(warnings()).toHaveLength(1);
    await refreshOnDay(310);
    expect(warnings()).toHaveLength(2);
  });

  it('is announced after the next refresh if the queue failed, and the new tokens are kept', async () => {
    const { sut, queue, refreshOnDay } = startApp();
    await sut.save(IDENTITY, tokensFor(3600));
    queue.publish.mockRejectedValueOnce(new Error('down'));
    await refreshOnDay(170);
    const { tokens } = (await sut.find(OWNER))!;
    expect((await stored())['endWarnedAt']).toBeUndefined();
    expect(warnings()).toEqual([]);
    await refreshOnDay(170);

    expect((await sut.find(OWNER))!.tokens).not.toEqual(tokens);
    expect((await stored())['endWarnedAt']).toBe(clock.now());
    expect([queue.publish.mock.calls.length, warnings().length]).toEqual([2, 1]);
  });

  it('is not known for a record of version 0.1.0, whose connection works as before', async () => {
    const { sut, queue, refreshOnDay } = startApp();
    await sut.save(IDENTITY, tokensFor(3600));
    const { consentedAt: _, ...old } = await stored();
    await persistence.upsert(KEY, JSON.stringify(old), { owner: OWNER.accountId });
    await refreshOnDay(179);

    expect([queue.publish.mock.calls, warnings()]).toEqual([[], []]);
    expect(connectionViewOf(await sut.find(OWNER), LOGIN, clock.now())).toEqual({ state: 'connected' });
  });

  it('is not known after the migration of a token of the legacy flow', async () => {
    const { sut, refreshOnDay } = startApp();
    await sut.save(IDENTITY, tokensFor(3600, { refreshToken: undefined }));
    expect(connectionViewOf(await sut.find(OWNER), LOGIN, clock.now())).toEqual({ state: 'connected' });
    await refreshOnDay(200);

    const migrated = await sut.find(OWNER);
    expect(migrated?.tokens.refreshToken).toBeDefined();
    expect(connectionViewOf(migrated, LOGIN, clock.now())).toEqual({ state: 'connected' });
    expect(warnings()).toEqual([]);
  });

  it('is shown to clients, with the address that renews the connection in the last 30 days', async () => {
    const { sut, endsAt } = startApp();
    const connection = await sut.save(IDENTITY, tokensFor(3600));
    const end = new Date(endsAt).toISOString();

    expect(connectionViewOf(connection, LOGIN, endsAt - 30 * DAY_MS - 1)).toEqual({
      state: 'connected',
      endsAt: end,
    });
    expect(connectionViewOf(connection, LOGIN, endsAt - 30 * DAY_MS)).toEqual({
      state: 'connected',
      endsAt: end,
      renewUrl: LOGIN,
    });
    const expired = { ...connection, state: 'expired' as const };
    expect(connectionViewOf(expired, LOGIN, endsAt)).toEqual({ state: 'expired', loginUrl: LOGIN });
    expect(connectionViewOf(undefined, LOGIN, endsAt)).toEqual({ state: 'none', loginUrl: LOGIN });
  });
});

describe('the handlers', () => {
  it('are called with the end and the address that renews the connection', async () => {
    const { sut, onEnding, work, endsAt } = startApp();
    await sut.save(IDENTITY, tokensFor(3600));
    await work(endsAt);
    expect(onEnding.mock.calls).toEqual([
      [{ ...OWNER, endsAt: new Date(endsAt).toISOString(), renewUrl: LOGIN }],
    ]);
  });

  it('are not called for a user who logged in again or disconnected since', async () => {
    const { sut, onEnding, work, endsAt } = startApp();
    await work(endsAt);
    await sut.save(IDENTITY, tokensFor(3600));
    clock.advance(DAY_MS);
    await sut.save(IDENTITY, tokensFor(3600));
    await work(endsAt);
    expect(onEnding).not.toHaveBeenCalled();
  });
});
