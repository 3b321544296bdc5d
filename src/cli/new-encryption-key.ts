import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { StoresRefusedError } from './cli.errors.js';

const OWNER_ONLY = 0o600;

/**
 * Adds a new key to the ring in a file, first only for decryption and then for encryption, so that no running instance
 * encounters a value that it cannot decrypt. It waits after each step until every instance has reloaded the file.
 * @param settleMs maximum time until an instance reloads the file
 * @returns the new ring, as the variable has it
 * @throws StoresRefusedError if the file cannot be read or written
 */
export async function addEncryptionKey(path: string, settleMs: number): Promise<string> {
  try {
    const ring = (await readFile(path, 'utf8')).trim();
    const key = `k${SYSTEM_CLOCK.now().toString(36)}:${randomBytes(32).toString('base64url')}`;
    await replace(path, `${ring},${key}`);
    await SYSTEM_CLOCK.sleep(settleMs);
    const renewed = `${key},${ring}`;
    await replace(path, renewed);
    await SYSTEM_CLOCK.sleep(settleMs);
    return renewed;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new StoresRefusedError(`The file of ENCRYPTION_KEYS cannot be changed (${code}).`);
  }
}

/** Written atomically, because data encrypted with a lost key cannot be decrypted. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
