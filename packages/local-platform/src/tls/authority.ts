import { randomUUID } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { makeDataFolder, type Variables } from 'monday-persistence/configuration';
import { authorityFiles, type AuthorityFiles } from './authority-files.js';
import { isUsable, type KeyPair, makeAuthority } from './certificates.js';
import { mergeCertificates } from './merge-certificates.js';

/** Variables that name files of authorities. Clients read a file of the platform instead, so it must contain theirs. */
const FILE_VARIABLES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];
const OWNER_ONLY = 0o600;

/**
 * Reads the authority of a data folder. Makes one at the first use, before it ends, and if its files are broken. Writes
 * the files for clients each time.
 * @param now milliseconds since the epoch
 * @param variables of this process; clients continue to trust the files that they name
 * @throws DataFolderError
 */
export async function openAuthority(
  dataDir: string,
  now: number,
  variables: Variables = {},
): Promise<KeyPair> {
  const files = authorityFiles(dataDir);
  makeDataFolder(files.folder);
  await writeFile(files.gitignore, '*\n');
  const stored = await readStored(files, now);
  const authority = stored ?? (await makeAuthority(now));
  if (!stored) await replaceFile(files.key, authority.key);
  await writeForClients(files, authority.certificate, variables);
  // Last: without the certificate there is no authority.
  if (!stored) await replaceFile(files.certificate, authority.certificate);
  return authority;
}

async function readStored({ certificate, key }: AuthorityFiles, now: number): Promise<KeyPair | undefined> {
  try {
    await chmod(key, OWNER_ONLY);
    const stored = { certificate: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') };
    return isUsable(stored, now) ? stored : undefined;
  } catch {
    return undefined;
  }
}

async function writeForClients(
  files: AuthorityFiles,
  certificate: string,
  variables: Variables,
): Promise<void> {
  const textOf = (name: string): Promise<string> => readFile(variables[name] ?? '', 'utf8').catch(() => '');
  const [extra = '', ...others] = await Promise.all(FILE_VARIABLES.map(textOf));
  await replaceFile(files.extra, mergeCertificates(certificate, [extra]));
  await replaceFile(files.bundle, mergeCertificates(certificate, [...rootCertificates, extra, ...others]));
}

async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: OWNER_ONLY });
  await rename(draft, path);
}
