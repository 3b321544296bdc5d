import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Variables } from '../../../src/config/index.js';
import { type PlatformUser } from '../../../src/testing/index.js';
import { type PostgresSchema } from '../services/postgres-schema.js';

const FOLDER = join(__dirname, 'fixtures');
const FACTS = 'facts.json';
const DUMP = 'dump.sql';
/** Stands in the dump for the name of the schema. */
const PLACEHOLDER = '@schema@';

export const STORES = ['sqlite', 'postgres'] as const;
export type Store = (typeof STORES)[number];

/** What the app answered when the fixture was made, and must answer still. */
export interface FixtureFacts {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  readonly user: PlatformUser;
  readonly accessToken: string;
  /** Never used. */
  readonly refreshToken: string;
  /** The newest of a family whose first token was used. */
  readonly rotatedRefreshToken: string;
  /** Of the cookie. */
  readonly session: string;
  /** Of a user who ended their connection. */
  readonly endedRefreshToken: string;
  /** Rows of the user as `GET /storage/:key` answers them. */
  readonly rows: readonly {
    readonly key: string;
    readonly shared: boolean;
    readonly value: unknown;
    readonly version: string;
  }[];
  readonly counters: readonly {
    readonly period: string;
    readonly kind?: string;
    readonly value: number;
  }[];
  readonly secrets: readonly { readonly key: string; readonly value: unknown; readonly version: string }[];
  /** As `GET /mail/messages/:id` answers them. */
  readonly mails: Readonly<Record<'sent' | 'failed' | 'queued' | 'given_up', { readonly id: string }>>;
  readonly queuedMailTo: string;
  readonly notes: {
    /** Ids of messages that were given up, by their texts. */
    readonly dead: Readonly<Record<string, string>>;
    /** Texts of messages that wait. */
    readonly queued: readonly string[];
    /** Waits until after the fixture's time. */
    readonly delayed: string;
    /** Was being handled when the process ended. */
    readonly held: string;
    /** Of a message with an idempotency key. */
    readonly known: { readonly idempotencyKey: string; readonly id: string };
  };
  /** A run of the action `fixture` that was answered. */
  readonly action: { readonly actionUuid: string; readonly text: string };
  readonly trigger: { readonly subscriptionId: string; readonly webhookUrl: string };
  /** Where the answer of a queued asynchronous action goes. */
  readonly callbackUrl: string;
  readonly pulseId: number;
  /** Uninstalled the app; its data is still there. */
  readonly uninstalledAccountId: string;
}

/** The state of an app and its local platform as some version left it. */
export class Fixture {
  private constructor(
    readonly name: string,
    readonly store: Store,
    private readonly folder: string,
  ) {}

  /** Those of every version, for one store. */
  static all(store: Store): Fixture[] {
    return readdirSync(FOLDER).map(
      (version) => new Fixture(`${version} on ${store}`, store, join(FOLDER, version, store)),
    );
  }

  /** One to be made. @throws Error if there is one: what a released version wrote does not change */
  static create(version: string, store: Store): Fixture {
    if (existsSync(join(FOLDER, version, store))) {
      throw new Error(`The state of version ${version} on ${store} is kept already.`);
    }
    return new Fixture(`${version} on ${store}`, store, join(FOLDER, version, store));
  }

  /** The files of app and platform. */
  get files(): string {
    return join(this.folder, 'files');
  }

  async facts(): Promise<FixtureFacts> {
    return JSON.parse(await readFile(join(this.folder, FACTS), 'utf8')) as FixtureFacts;
  }

  /** Puts the dump into an empty schema. */
  async restore(schema: PostgresSchema): Promise<void> {
    const dump = await readFile(join(this.folder, DUMP), 'utf8');
    const client = new Client({ connectionString: schema.url(), connectionTimeoutMillis: 2_000 });
    await client.connect();
    try {
      await client.query(dump.replaceAll(PLACEHOLDER, schema.name));
    } finally {
      await client.end();
    }
  }

  /** @param dump of the schema and of its queue's, as `pg_dump` writes them */
  async save(facts: FixtureFacts, files: string, dump?: { sql: string; schema: string }): Promise<void> {
    await mkdir(this.files, { recursive: true });
    await cp(files, this.files, { recursive: true });
    await writeFile(join(this.folder, FACTS), `${JSON.stringify(facts, null, 2)}\n`);
    if (dump) await writeFile(join(this.folder, DUMP), plainSql(dump.sql, dump.schema));
  }
}

/** The variables with which an app works on a store. */
export function variablesOf(schema: PostgresSchema | undefined): Variables {
  if (schema === undefined) return {};
  return {
    DATABASE_URL: schema.url(),
    PERSISTENCE_DRIVER: 'postgres',
    STORAGE_DRIVER: 'postgres',
    SECURE_STORAGE_DRIVER: 'postgres',
    QUEUE_DRIVER: 'bullmq-postgres',
  };
}

/** Without the commands of `psql`, so that any client can run it, and with a placeholder for the schema. */
function plainSql(dump: string, schema: string): string {
  const lines = dump
    .split('\n')
    .filter((line) => !line.startsWith('\\') && line !== `CREATE SCHEMA ${schema};`);
  return lines.join('\n').replaceAll(schema, PLACEHOLDER);
}
