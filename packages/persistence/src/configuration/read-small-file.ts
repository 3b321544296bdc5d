import { readFileSync, statSync } from 'node:fs';
import { decodeText } from './decode-text.js';

const MAX_BYTES = 256 * 1024;

/**
 * Reads a file of variables, without the final line break.
 * @throws Error that describes the problem, without the path and the content
 */
export function readSmallFile(path: string): string {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new Error('does not name a file');
    if (stat.size > MAX_BYTES) throw new Error('names a file that is too large');
    return decodeText(readFileSync(path)).replace(/(?<![\r\n])[\r\n]+$/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const problem = code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`;
    throw new Error(`names a file that ${problem}`, { cause: error });
  }
}
