import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FRAMEWORK_NAMES } from '../config/index.js';
import { AesGcmKeyRing, associatedDataOf, SecretService } from '../secrets/index.js';
import { type MailRecord } from './mail-record.js';
import { MailRecordStore } from './mail-record.store.js';

const TO = 'ada@example.com';
const MAIL: MailRecord = {
  ...{ id: 'm', status: 'queued', attempts: 0, createdAt: 1, to: [TO], subject: 'Hello' },
  recipients: [{ address: TO, status: 'queued' }],
  content: { text: 'Hello Ada', html: undefined },
};
const sent = (mail: MailRecord): MailRecord => ({ ...mail, status: 'sent', attempts: 1, content: undefined });
const failed = (mail: MailRecord): MailRecord => ({ ...mail, attempts: mail.attempts + 1, failure: '450' });

describe('the record of a mail', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  let keyRing: AesGcmKeyRing;
  let sut: MailRecordStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mails-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    const keys = { ENCRYPTION_KEYS: `a:${Buffer.alloc(32, 1).toString('base64url')}` };
    keyRing = new AesGcmKeyRing(new SecretService(keys, FRAMEWORK_NAMES));
    sut = new MailRecordStore(persistence, keyRing);
    await sut.create('1', MAIL);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await persistence.close();
    await rm(folder, { recursive: true });
  });

  const everything = () => persistence.scan({ prefix: '', limit: 10 });

  it('does not come back when its account is purged while the mail is sent', async () => {
    await sut.purgeAccount('1');
    expect(await sut.change('1', 'm', sent)).toBeUndefined();
    expect(await sut.get('1', 'm')).toBeUndefined();
    expect(await everything()).toEqual([]);
  });

  it('is changed from what it is then, although others changed it in between', async () => {
    const get = persistence.get.bind(persistence);
    jest.spyOn(persistence, 'get').mockImplementationOnce(async (key) => {
      const entry = (await get(key))!;
      await sut.change('1', 'm', failed);
      return entry;
    });
    await sut.change('1', 'm', failed);
    expect(await sut.get('1', 'm')).toMatchObject({ status: 'queued', attempts: 2 });
  });

  it('knows the oldest that is tried again, since it was queued last', async () => {
    await sut.create('2', { ...MAIL, createdAt: 5 });
    expect(await sut.oldestRetry()).toBeNull();
    await sut.change('2', 'm', failed);
    expect(await sut.oldestRetry()).toBe(5);
    await sut.change('1', 'm', failed);
    expect(await sut.oldestRetry()).toBe(1);
    await sut.change('1', 'm', (mail) => ({ ...mail, queuedAt: 9 }));
    expect(await sut.oldestRetry()).toBe(5);
    await sut.change('2', 'm', sent);
    expect(await sut.oldestRetry()).toBe(9);
    await sut.change('1', 'm', (mail) => ({ ...mail, status: 'failed' }));
    expect(await sut.oldestRetry()).toBeNull();
    expect(await everything()).toHaveLength(2);
  });

  it('forgets those of an account that is purged, and those whose mail expired', async () => {
    for (const account of ['1', '2']) {
      await sut.create(account, MAIL);
      await sut.change(account, 'm', failed);
    }
    await sut.purgeAccount('1');
    expect(await everything()).toHaveLength(2);
    await persistence.delete('mail/2/m');
    expect(await sut.oldestRetry()).toBeNull();
    expect(await everything()).toEqual([]);
  });

  it.each([
    [{ status: 'queued' }, { content: { text: 'x' } }, [{ address: TO, status: 'queued' }]],
    [{ status: 'sent' }, { to: [TO, 'b@x'], rejected: ['b@x'] }, [{ status: 'sent' }, { status: 'failed' }]],
    [{ status: 'failed', failure: '550' }, {}, [{ address: TO, status: 'failed', failure: '550' }]],
  ])('of version 0.1.0 is read, %j', async (open, personal, recipients) => {
    const plaintext = JSON.stringify({ to: [TO], subject: 'Hello', ...personal });
    const encrypted = keyRing.encrypt(plaintext, associatedDataOf('mail', '1', 'old'));
    await persistence.upsert(
      'mail/1/old',
      JSON.stringify({ attempts: 1, createdAt: 1, ...open, sealed: encrypted }),
    );
    expect(await sut.get('1', 'old')).toMatchObject({ id: 'old', ...open, recipients });
  });
});
