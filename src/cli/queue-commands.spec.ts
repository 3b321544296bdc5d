import { testKeyRing } from '../../test/framework/support/queue-parts.js';
import { DeadLetterObservers } from '../queue/dead-letter-observers.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { SYSTEM_CLOCK, SystemClock } from '../clock/index.js';
import { DeadLetters } from '../queue/dead-letters.js';
import { PERSISTENT_QUEUE_SETTINGS, PersistentQueueDriver } from '../queue/drivers/persistent.driver.js';
import { runCli } from './run-cli.js';

const body = (id: string): string =>
  JSON.stringify({ v: 1, id, type: 'note', accountId: '7', userId: '8', payload: 'SEALED', publishedAt: 1 });

/** The store stays open all the time, as it is while the app runs. */
describe('the command line on the queue of a running app', () => {
  let dataDir: string;
  let persistence: SqlitePersistence;
  let driver: PersistentQueueDriver;
  let deadLetters: DeadLetters;
  let printed: string[];
  let printedErrors: string[];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cli-queue-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(dataDir, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    driver = new PersistentQueueDriver(persistence, {
      ...PERSISTENT_QUEUE_SETTINGS,
      clock: new SystemClock(),
    });
    deadLetters = new DeadLetters(persistence, new DeadLetterObservers(testKeyRing()));
    printed = [];
    printedErrors = [];
  });
  afterEach(async () => {
    await persistence.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const run = (...words: string[]): Promise<number> => {
    const output = {
      print: (line: string) => printed.push(line),
      printError: (line: string) => printedErrors.push(line),
    };
    const variables = {
      APP_PROFILE: 'local',
      DATA_DIR: dataDir,
      MONDAY_OAUTH_CLIENT_SECRET: 'a'.repeat(32),
      MONDAY_SIGNING_SECRET: 'b'.repeat(32),
      JWT_KEYS: `a:${Buffer.alloc(32, 1).toString('base64url')}`,
      ENCRYPTION_KEYS: `a:${Buffer.alloc(32, 2).toString('base64url')}`,
    };
    return runCli(['queue', ...words], { sandboxUrl: '', variables }, output);
  };
  const publish = (id: string, delayMs = 0): Promise<void> =>
    driver.publish({ id, body: body(id), priority: 'normal', delayMs });
  const deadLetter = (id: string): Promise<void> =>
    deadLetters.keep({
      id,
      type: 'note',
      accountId: '7',
      attempts: 10,
      cause: 'note.gone',
      diedAt: 1,
      body: body(id),
    });

  it('counts waiting messages and dead letters', async () => {
    await publish('m1');
    await publish('m2', 60_000);
    await deadLetter('d1');
    expect(await run('stats')).toBe(0);
    expect(printed).toEqual(['ready    1', 'delayed  1', 'running  0', 'dead     1']);
  });

  it('shows the next messages without their payloads', async () => {
    await publish('m1');
    await publish('m2');
    expect(await run('peek', '1')).toBe(0);
    expect(printed).toEqual([
      expect.stringMatching(/^m1 {2}note {2}account 7 {2}attempts 0 {2}normal {2}\d{4}-/),
    ]);
    expect(printed.join()).not.toContain('SEALED');
  });

  it('pauses and resumes', async () => {
    await run('pause');
    expect(await driver.stats()).toMatchObject({ paused: true });
    await run('stats');
    expect(printed).toEqual(
      expect.arrayContaining([expect.stringContaining('are finished'), 'The queue is paused.']),
    );
    await run('resume');
    expect(printed.at(-1)).toBe('The queue is running again.');
    expect(await driver.stats()).toMatchObject({ paused: false });
  });

  it('lists, replays and drops dead letters', async () => {
    await deadLetter('d1');
    await deadLetter('d2');
    expect(await run('dead', 'list')).toBe(0);
    expect(printed[0]).toMatch(/^d1 {2}note {2}account 7 {2}attempts 10 {2}note\.gone/);
    expect(printed.join()).not.toContain('SEALED');
    expect(await run('dead', 'replay', 'd1')).toBe(0);
    expect(await driver.peek(10)).toMatchObject([{ id: 'd1', body: body('d1'), attempts: 0 }]);
    expect(await run('dead', 'drop', 'd2')).toBe(0);
    expect(printed.at(-1)).toBe('The dead letter d2 is deleted.');
    expect(await deadLetters.list(10)).toEqual([]);
  });

  it.each([
    [['dead', 'replay', 'nobody'], 1, 'There is no such dead letter.'],
    [['dead', 'drop', 'nobody'], 1, 'There is no such dead letter.'],
    [['dead', 'drop'], 2, 'Give the id of one dead letter.'],
    [['peek', '0'], 2, 'Give a number from 1 to 1000.'],
  ])('explains the refusal of %j', async (words, code, problem) => {
    expect(await run(...words)).toBe(code);
    expect(printedErrors.join()).toContain(problem);
  });
});
