import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock, type Clock } from 'monday-persistence/clock';
import { makeDataFolder } from 'monday-persistence/configuration';
import { SILENCE, type Silence } from './client-connection.js';
import { type Database } from './commands/command.js';
import { DocumentDbServer, type Tls } from './document-db.server.js';
import { SCRAM_SHA_256, ScramVerifier } from './security/scram.js';
import { Cursors } from './sessions/cursors.js';
import { Transactions } from './sessions/transactions.js';
import { DocumentStore } from './store/document.store.js';
import { type Disturb } from './disturbance.js';
import { Expiry } from './store/expiry.js';
import { Usage, type UsageCounts } from './usage.js';

const USERNAME = 'app';

export interface DocumentDbOptions {
  /** Folder of the database's file, which is made if it is missing. Default: one that is removed at the end. */
  readonly dataDir?: string;
  /** Default: a free port. */
  readonly port?: number;
  /** The only database that clients may use; its file has its name. Default: `app`. */
  readonly database?: string;
  /** Default: one that is made once and kept in the file. */
  readonly password?: string;
  /** How much is allowed in a day, asked before each document. Default: everything. */
  readonly quotas?: () => UsageCounts | undefined;
  /** `false` lets everyone in. Default: `true`. */
  readonly authenticates?: boolean;
  /** Speaks TLS. The connection string then says so. */
  readonly tls?: Tls;
  /** How long a client may send nothing. */
  readonly silence?: Partial<Silence>;
  /** Told of errors that are no refusals, which the client sees as `InternalError`. */
  readonly onDefect?: (error: unknown) => void;
  readonly clock?: Pick<Clock, 'now'>;
}

/** A collection at a glance. */
export interface CollectionSummary {
  readonly name: string;
  readonly documents: number;
  /** Their names, without that of `_id`. */
  readonly indexes: readonly string[];
}

/** A database that runs. */
export interface DocumentDb {
  /** With credentials, as monday's `MNDY_MONGODB_CONNECTION_STRING`. */
  readonly connectionString: string;
  readonly port: number;
  /** What was read, written and deleted since the start or the last `reset`. */
  readonly usage: Pick<Usage, 'counts' | 'reset'>;
  /** Sets how much is allowed in a day, instead of the option. */
  limit(quotas: UsageCounts | undefined): void;
  /** What is there, by name. */
  collections(): readonly CollectionSummary[];
  /** Removes all collections. Resolves to how many documents there were. */
  clear(): Promise<number>;
  /** Whether writes are refused. Default: no. */
  setReadOnly(isReadOnly: boolean): void;
  /** Sets what befalls commands. Default: nothing. */
  disturb(disturb: Disturb | undefined): void;
  close(): Promise<void>;
}

/**
 * Starts a stand-in for monday's Document DB (docs/local-platform.md#document-db) on loopback, in this process:
 *
 * ```ts
 * const documentDb = await startDocumentDb();
 * const client = new MongoClient(documentDb.connectionString);
 * await client.db().collection('things').insertOne({ _id: 'a' });
 * documentDb.usage.counts(); // { reads: 0, writes: 1, deletes: 0 }
 * await client.close();
 * await documentDb.close();
 * ```
 */
export async function startDocumentDb(options: DocumentDbOptions = {}): Promise<DocumentDb> {
  const { clock = new SystemClock(), database: name = 'app', tls } = options;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'document-db-')));
  makeDataFolder(dataDir);
  const store = await DocumentStore.open(join(dataDir, `document-db-${name}.db`), clock);
  const password = options.password ?? store.setting('password', () => randomBytes(18).toString('base64url'));
  const now = (): number => clock.now();
  let quotas = options.quotas ?? (() => undefined);
  const usage = new Usage(now, () => quotas());
  const database: Database = {
    name,
    store,
    cursors: new Cursors(now),
    transactions: new Transactions(store, now),
    usage,
    expiry: new Expiry(store, now),
    isReadOnly: false,
    disturb: undefined,
    onDefect: options.onDefect ?? (() => undefined),
    now,
  };
  const verifier =
    options.authenticates === false ? undefined : new ScramVerifier({ username: USERNAME, password });
  const server = new DocumentDbServer(database, verifier, tls, { ...SILENCE, ...options.silence });
  const port = await server.listen(options.port ?? 0);
  return {
    connectionString: connectionString({
      password: verifier && password,
      port,
      name,
      isTls: tls !== undefined,
    }),
    port,
    usage,
    limit: (limits) => {
      quotas = () => limits;
    },
    setReadOnly: (isReadOnly) => {
      database.isReadOnly = isReadOnly;
    },
    disturb: (disturb) => {
      database.disturb = disturb;
    },
    collections: () => summaries(store),
    clear: () => clear(store),
    close: async () => {
      await server.close();
      await store.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function summaries(store: DocumentStore): readonly CollectionSummary[] {
  return store.catalog
    .list()
    .map((collection) => ({
      name: collection.name,
      documents: store.count(collection),
      indexes: collection.indexes.map(({ name }) => name),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function clear(store: DocumentStore): Promise<number> {
  return store.write(() => {
    const collections = store.catalog.list();
    const documents = collections.reduce((sum, collection) => sum + store.count(collection), 0);
    for (const collection of collections) store.catalog.drop(collection);
    return documents;
  }, 0);
}

/** As Firestore names its databases, but for the host. */
function connectionString(parts: {
  readonly password: string | undefined;
  readonly port: number;
  readonly name: string;
  readonly isTls: boolean;
}): string {
  const { password, port, name, isTls } = parts;
  const credentials = password === undefined ? '' : `${USERNAME}:${encodeURIComponent(password)}@`;
  const settings = new URLSearchParams({
    loadBalanced: 'true',
    ...(password === undefined ? {} : { authMechanism: SCRAM_SHA_256 }),
    tls: String(isTls),
    retryWrites: 'false',
  });
  return `mongodb://${credentials}127.0.0.1:${port}/${name}?${settings.toString()}`;
}
