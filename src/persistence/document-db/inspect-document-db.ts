import { createDocumentDbClient } from './document-db-client.js';
import { checkWritable, pendingMigrations } from './migrations.js';

/**
 * Looks at a store without changing it, and whether it accepts writes.
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
    const pending = await pendingMigrations(db);
    await checkWritable(db);
    return { pending };
  } finally {
    await client.close(true);
  }
}
