import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { makeDataFolder } from 'monday-persistence/configuration';
import { authorityFiles, type AuthorityFiles } from './authority-files.js';
import { type KeyPair, makeAuthority, outlivesServer } from './certificates.js';

/**
 * Reads the authority of a data folder. Makes one at the first use, and a new one before it ends.
 * @param now milliseconds since the epoch
 * @throws DataFolderError
 */
export async function openAuthority(dataDir: string, now: number): Promise<KeyPair> {
  const files = authorityFiles(dataDir);
  const stored = await readStored(files);
  if (stored && outlivesServer(stored.certificate, now)) return stored;
  makeDataFolder(files.folder);
  const made = await makeAuthority(now);
  await replaceFile(files.key, made.key);
  await replaceFile(files.bundle, [made.certificate, ...rootCertificates].join('\n'));
  // Last: without the certificate there is no authority.
  await replaceFile(files.certificate, made.certificate);
  return made;
}

async function readStored({ certificate, key }: AuthorityFiles): Promise<KeyPair | undefined> {
  try {
    return { certificate: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') };
  } catch {
    return undefined;
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}
