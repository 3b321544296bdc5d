import { type Db, type MongoClient, type MongoClientOptions } from 'mongodb';
import { FRAMEWORK_NAME } from '../../config/index.js';

export interface DocumentDbClientOptions {
  /** `mongodb://user:password@host:443/database?loadBalanced=true&tls=true&…`, as monday code sets it. */
  readonly url: string;
  /** Timeout for connecting and for finding the server, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Timeout of one request on a connection, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Maximum number of connections, each of which holds buffers. */
  readonly maxConnections: number;
}

/** A client of the database that the address names. It connects by itself, and again after a connection broke. */
export async function createDocumentDbClient(
  options: DocumentDbClientOptions,
): Promise<{ client: MongoClient; db: Db }> {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(options.url, settingsOf(options));
  return { client, db: client.db() };
}

function settingsOf(options: DocumentDbClientOptions): MongoClientOptions {
  const { connectTimeoutMs, requestTimeoutMs, maxConnections } = options;
  return {
    appName: FRAMEWORK_NAME,
    // The server does not support it (docs/monday-platform.md#document-db).
    retryWrites: false,
    writeConcern: { w: 'majority' },
    maxPoolSize: maxConnections,
    maxConnecting: 2,
    maxIdleTimeMS: 60_000,
    connectTimeoutMS: connectTimeoutMs,
    serverSelectionTimeoutMS: connectTimeoutMs,
    socketTimeoutMS: requestTimeoutMs,
    waitQueueTimeoutMS: requestTimeoutMs,
    // One connection less than with the stream of the server's state.
    serverMonitoringMode: 'poll',
  };
}
