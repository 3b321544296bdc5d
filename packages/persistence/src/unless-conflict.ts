import { PersistenceConflictError } from './persistence.errors.js';

/**
 * The result of a write at a version, or `undefined` if the record was changed in the meantime, for callers to whom the
 * other write counts. Whoever wants to write anyway uses `Persistence.update`.
 */
export async function unlessConflict<T extends object | boolean>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof PersistenceConflictError) return undefined;
    throw error;
  }
}
