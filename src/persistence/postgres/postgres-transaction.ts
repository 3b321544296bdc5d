import { type PoolClient } from 'pg';

/** Commits the work, or rolls back if it throws. */
export async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // If the connection broke, the server rolls back. The first error is the relevant one.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

const RETRIABLE = new Set(['40001', '40P01']);

/** True for a serialization failure or a deadlock: nothing was written, and another attempt may succeed. */
export function isRetriable(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && RETRIABLE.has(error.code)
  );
}
