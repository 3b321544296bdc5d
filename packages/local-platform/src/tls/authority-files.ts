import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Files of the authority, in `tls` of the platform's data folder. */
export interface AuthorityFiles {
  readonly folder: string;
  /** Keeps the folder out of git, whose repository need not be this one. */
  readonly gitignore: string;
  readonly certificate: string;
  readonly key: string;
  /** The authority together with the further ones of `NODE_EXTRA_CA_CERTS`, for Node, which adds them to its own. */
  readonly extra: string;
  /** The authority together with those that Node trusts, for clients whose variable replaces their own list. */
  readonly bundle: string;
}

export function authorityFiles(dataDir: string): AuthorityFiles {
  const folder = resolve(dataDir, 'tls');
  return {
    folder,
    gitignore: join(folder, '.gitignore'),
    certificate: join(folder, 'authority.pem'),
    key: join(folder, 'authority.key'),
    extra: join(folder, 'extra.pem'),
    bundle: join(folder, 'bundle.pem'),
  };
}

/** The variables with which clients trust the authority of a data folder; none before its first use. */
export function authorityVariables(dataDir: string): Readonly<Record<string, string>> {
  const { certificate, extra, bundle } = authorityFiles(dataDir);
  if (!existsSync(certificate)) return {};
  return {
    NODE_EXTRA_CA_CERTS: extra,
    SSL_CERT_FILE: bundle,
    REQUESTS_CA_BUNDLE: bundle,
    CURL_CA_BUNDLE: bundle,
  };
}
