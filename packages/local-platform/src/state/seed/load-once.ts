import { sha256 } from 'monday-persistence/hash';
import { type PlatformDatabase } from '../../database/index.js';

/**
 * Runs the work in a transaction, unless it was already done for the same content: at the first start, after a reset,
 * and after a change of the seed.
 * @param name of the work, one word
 */
export function loadOnce(database: PlatformDatabase, name: string, content: unknown, work: () => void): void {
  const hash = sha256(JSON.stringify(content), 'hex');
  const mark = `seed:${name}:${hash}`;
  if (database.get('SELECT 1 FROM sequences WHERE name = ?', mark)) return;
  database.transaction(() => {
    database.run('DELETE FROM sequences WHERE name LIKE ?', `seed:${name}:%`);
    database.run('INSERT INTO sequences (name, next) VALUES (?, 0)', mark);
    work();
  });
}
