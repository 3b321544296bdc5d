import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { testKeyRing } from '../../test/framework/support/queue-parts.js';
import { DeadLetterObservers } from '../queue/index.js';
import { DeadLetters, type DeadLetter } from '../queue/dead-letters.js';
import { encryptEnvelope } from '../queue/envelope.js';
import { NO_METRICS } from '../telemetry/index.js';
import { MailDeadLetters } from './mail-dead-letters.js';
import { viewOf, type MailRecord } from './mail-record.js';
import { createMailOutcomes } from './mail-outcomes.js';
import { MailRecordStore } from './mail-record.store.js';

const [ADA, BOB] = ['ada@example.com', 'bob@example.com'] as const;
const MAIL: MailRecord = {
  ...{ id: 'm', status: 'queued', attempts: 110, createdAt: 1, to: [ADA, BOB], subject: 'Hello' },
  recipients: [
    { address: ADA, status: 'sent' },
    { address: BOB, status: 'queued', failure: '450' },
  ],
  failure: '450',
  content: { text: 'Hello' },
};

describe('a mail whose message was given up', () => {
  const keyRing = testKeyRing();
  let folder: string;
  let persistence: SqlitePersistence;
  let records: MailRecordStore;
  let letters: DeadLetters;
  let published: string[];

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    folder = await mkdtemp(join(tmpdir(), 'dead-mails-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    records = new MailRecordStore(persistence, keyRing);
    const observers = new DeadLetterObservers(keyRing);
    const outcomes = createMailOutcomes(NO_METRICS);
    new MailDeadLetters(observers, records, new ManualClock(), outcomes).onModuleInit();
    letters = new DeadLetters(persistence, observers);
    published = [];
    await records.create('7', MAIL);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  const letterOf = (mailId = 'm'): DeadLetter => {
    const envelope = {
      ...{ id: `q-${mailId}`, type: 'send_mail', accountId: '7', userId: '8', publishedAt: 1 },
      payload: JSON.stringify({ id: mailId }),
    };
    const { id, type, accountId } = envelope;
    const body = encryptEnvelope(envelope, keyRing);
    return { id, type, accountId, attempts: 110, cause: 'mail.delivery_failed_450', diedAt: 1, body };
  };
  const replay = (id = 'q-m'): Promise<void> =>
    letters.replay(id, (letter) => {
      published.push(letter.id);
      return Promise.resolve();
    });
  const mail = (): Promise<MailRecord | undefined> => records.get('7', 'm');

  it('has failed for those who are left, and keeps its content', async () => {
    await letters.keep(letterOf());
    const record = (await mail())!;
    expect(record).toMatchObject({ status: 'failed', failure: '450', content: { text: 'Hello' } });
    expect(viewOf(record)).toMatchObject({
      status: 'failed',
      recipients: [{ status: 'sent' }, { address: BOB, status: 'failed', failure: '450' }],
      rejected: [BOB],
    });
    expect(viewOf(record)).not.toHaveProperty('content');
  });

  it('is queued again by a replay, for those only', async () => {
    await letters.keep(letterOf());
    await replay();
    expect(published).toEqual(['q-m']);
    expect(await mail()).toMatchObject({
      status: 'queued',
      recipients: [{ status: 'sent' }, { status: 'queued' }],
    });
    expect(await letters.list(10)).toEqual([]);
  });

  it.each([
    [
      'was sent meanwhile',
      () => records.change('7', 'm', ({ content: _, ...rest }) => ({ ...rest, status: 'sent' })),
    ],
    ['was purged', () => records.purgeAccount('7')],
  ])('is not replayed if it %s; the letter stays', async (_name, meanwhile) => {
    await letters.keep(letterOf());
    await meanwhile();
    await expect(replay()).rejects.toMatchObject({ code: 'mail.not_replayable' });
    expect(published).toEqual([]);
    expect(await letters.list(10)).toHaveLength(1);
  });

  it('loses its content with its letter', async () => {
    await letters.keep(letterOf());
    expect(await letters.drop('q-m')).toBe(true);
    expect(await mail()).toMatchObject({ status: 'failed' });
    expect(await mail()).not.toHaveProperty('content');
    expect(await letters.drop('q-m')).toBe(false);
  });

  it('expires after its letter, not before', async () => {
    await letters.keep(letterOf());
    const [content, letter] = await Promise.all(
      ['mail/7/m', 'queue/dead/q-m'].map(async (key) => (await persistence.get(key))?.expiresAt),
    );
    expect(content).toBeGreaterThanOrEqual(letter!);
  });

  it('does not stand in the way of letters that nobody can read, or of other types', async () => {
    for (const letter of [
      { ...letterOf(), id: 'unreadable', body: 'x' },
      {
        ...letterOf(),
        id: 'foreign',
        body: encryptEnvelope(
          { ...JSON.parse(letterOf().body), payload: '{}' } as never,
          testKeyRing('other'),
        ),
      },
      { ...letterOf(), id: 'other', type: 'note' },
    ]) {
      await letters.keep(letter);
      await replay(letter.id);
    }
    expect(published).toEqual(['unreadable', 'foreign', 'other']);
    expect(await mail()).toEqual(MAIL);
  });
});
