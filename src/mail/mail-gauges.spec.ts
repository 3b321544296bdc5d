import { startDocumentDb, type DocumentDb } from 'monday-local-platform/document-db';
import { FakeClock } from 'monday-persistence/testing';
import { testKeyRing } from '../../test/framework/support/queue-parts.js';
import { DOCUMENT_DB_SETTINGS, DocumentDbPersistence, meterIn } from '../persistence/document-db/index.js';
import { NO_METRICS } from '../telemetry/index.js';
import { MailGauges } from './mail-gauges.js';
import { type MailRecord } from './mail-record.js';
import { MailRecordStore } from './mail-record.store.js';

const RETRIED: MailRecord = {
  ...{ id: 'm', status: 'queued', attempts: 1, createdAt: 1, to: ['ada@example.com'], subject: 'Hello' },
  recipients: [{ address: 'ada@example.com', status: 'queued' }],
  content: { text: 'Hello', html: undefined },
};
const SCRAPES_OF_A_DAY = (24 * 60 * 60) / 15;

describe('the gauge of mails on the Document DB', () => {
  const clock = new FakeClock(1_000_000);
  let server: DocumentDb;
  let persistence: DocumentDbPersistence;

  beforeAll(async () => {
    server = await startDocumentDb();
    const meter = meterIn(NO_METRICS);
    const url = server.connectionString;
    persistence = new DocumentDbPersistence({ ...DOCUMENT_DB_SETTINGS, url, clock, meter });
    await persistence.open();
  });
  afterAll(async () => {
    await persistence.close();
    await server.close();
  });

  it('uses a small part of the quota of a day, however often it is scraped and however many mails wait', async () => {
    const records = new MailRecordStore(persistence, testKeyRing());
    for (let n = 0; n < 20; n += 1) {
      await records.create('7', { ...RETRIED, id: `m${n}`, attempts: 0 });
      await records.change('7', `m${n}`, () => ({ ...RETRIED, id: `m${n}`, failure: '450' }));
    }
    const sut = new MailGauges(records, clock, NO_METRICS);
    server.usage.reset();
    for (let scrape = 0; scrape < SCRAPES_OF_A_DAY; scrape += 1) {
      const [sample] = await sut.read();
      expect(sample?.value).toBeGreaterThanOrEqual(scrape * 15 - 1);
      clock.advance(15_000);
    }
    const { reads, writes, deletes } = server.usage.counts();
    expect(reads).toBeLessThan(1_000);
    expect({ writes, deletes }).toEqual({ writes: 0, deletes: 0 });
  });
});
