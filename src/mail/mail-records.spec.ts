import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlitePersistence } from '../persistence/index.js';
import { AesGcmKeyRing, SecretService } from '../secrets/index.js';
import { MailRecords, type MailRecord } from './mail-records.js';

const MAIL: MailRecord = {
  ...{ id: 'm', status: 'queued', attempts: 0, createdAt: 1, to: ['ada@example.com'], subject: 'Hello' },
  content: { text: 'Hello Ada', html: undefined },
};
const SENT: MailRecord = { ...MAIL, status: 'sent', attempts: 1, content: undefined };

describe('the record of a mail', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  let sut: MailRecords;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mails-'));
    persistence = new SqlitePersistence({ path: join(folder, 'app.db') });
    await persistence.open();
    const keys = { ENCRYPTION_KEYS: `a:${Buffer.alloc(32, 1).toString('base64url')}` };
    sut = new MailRecords(persistence, new AesGcmKeyRing(new SecretService(keys)));
    await sut.create('1', MAIL);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await persistence.close();
    await rm(folder, { recursive: true });
  });

  it('does not come back when its account is purged while the mail is sent', async () => {
    await sut.purgeAccount('1');
    await sut.update('1', SENT);
    expect(await sut.get('1', 'm')).toBeUndefined();
    expect(await persistence.scan({ prefix: '', limit: 10 })).toEqual([]);
  });

  it('is changed although it was encrypted anew in between', async () => {
    const get = persistence.get.bind(persistence);
    jest.spyOn(persistence, 'get').mockImplementationOnce(async (key) => {
      const entry = (await get(key))!;
      await persistence.put(key, entry.value);
      return entry;
    });
    await sut.update('1', SENT);
    expect(await sut.get('1', 'm')).toMatchObject({ status: 'sent', attempts: 1 });
  });
});
