import { MongoClient } from 'mongodb';
import { startDocumentDb, type DocumentDb } from 'monday-local-platform/document-db';
import { NO_METRICS } from '../../../src/telemetry/index.js';
import {
  DOCUMENT_DB_SETTINGS,
  DocumentDbPersistence,
  meterIn,
  type DocumentDbPersistenceOptions,
} from '../../../src/persistence/document-db/index.js';

/** A stand-in for monday's Document DB, shared by the tests of a file, which empty it after each test. */
export class DocumentDbHome {
  private constructor(
    readonly server: DocumentDb,
    private readonly client: MongoClient,
  ) {}

  /** Starts one before the tests of the surrounding `describe`, and ends it after them. */
  static ofTests(): () => DocumentDbHome {
    let home: DocumentDbHome;
    beforeAll(async () => {
      home = await DocumentDbHome.start();
    });
    afterAll(() => home.close());
    return () => home;
  }

  static async start(): Promise<DocumentDbHome> {
    const server = await startDocumentDb();
    return new DocumentDbHome(server, new MongoClient(server.connectionString));
  }

  get url(): string {
    return this.server.connectionString;
  }

  /** Not yet opened. */
  persistence(
    options: Pick<DocumentDbPersistenceOptions, 'clock'> & Partial<DocumentDbPersistenceOptions>,
  ): DocumentDbPersistence {
    return new DocumentDbPersistence({
      ...DOCUMENT_DB_SETTINGS,
      url: this.url,
      meter: meterIn(NO_METRICS),
      ...options,
    });
  }

  count(collection: 'persistence_records' | 'persistence_parts'): Promise<number> {
    return this.client.db().collection(collection).countDocuments();
  }

  async empty(): Promise<void> {
    const db = this.client.db();
    await Promise.all(
      ['persistence_records', 'persistence_parts'].map((name) => db.collection(name).deleteMany({})),
    );
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.server.close();
  }
}
