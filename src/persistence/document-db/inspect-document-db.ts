import { createDocumentDbClient } from './document-db-client.js';
import { pendingMigrations } from './migrations.js';

/**
 * Looks at a store without changing it.
 * @param timeoutMs of connecting, and of the request
 * @throws Error of the library if it cannot be reached
 */
export async function inspectDocumentDb(
  url: string,
  timeoutMs: number,
): Promise<{ readonly pending: readonly string[] }> {
  const { client, db } = await createDocumentDbClient({
    url,
    connectTimeoutMs: timeoutMs,
    requestTimeoutMs: timeoutMs,
    maxConnections: 1,
  });
  try {
    return { pending: await pendingMigrations(db) };
  } finally {
    await client.close(true);
  }
}
