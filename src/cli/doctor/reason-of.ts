/** Descriptions of error codes of connections and logins. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  ECONNECTION: 'the connection failed',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ENOTFOUND: 'the host name does not exist',
  EDNS: 'the host name does not exist',
  EAI_AGAIN: 'the host name cannot be resolved',
  ETIMEDOUT: 'the server did not answer in time',
  TimeoutError: 'the server did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'the server did not answer in time',
  EAUTH: 'the login was refused',
  ETLS: 'the TLS handshake failed',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  '28P01': 'the user or the password was refused',
  '28000': 'the user is not allowed to log in from this machine',
  '3D000': 'the database does not exist',
  '42501': 'the user lacks a permission',
  '53300': 'all of its connections are in use',
  READONLY: 'the server is a read-only replica',
  OOM: 'its memory is full',
  CROSSSLOT: 'the keys are on different nodes of the cluster',
  NOAUTH: 'it requires a password',
  WRONGPASS: 'the user or the password was refused',
};

interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
}

/**
 * Describes why a service could not be reached. Messages of libraries are not shown, because they may contain addresses
 * and passwords.
 */
export function reasonOf(error: unknown): string {
  const codes = codesOf(error);
  const known = codes.find((code) => code in REASONS);
  return (known && REASONS[known]) ?? `it failed (${codes[0] ?? 'unknown'})`;
}

function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { name, code, message, cause } = error as Failure;
  // Redis puts its code before the message, nodemailer includes the code of the system, and pg has no code for a
  // timeout.
  const inText = [...String(message).matchAll(/\b[A-Z]{3,}\b/g)]
    .map(([word]) => word)
    .filter((word) => word in REASONS);
  const isTimeout = /time(?:d )?out/i.test(String(message));
  return [...codesOf(cause), ...inText, code, isTimeout ? 'ETIMEDOUT' : undefined, name].filter(
    (each): each is string => typeof each === 'string' && each !== '' && each !== 'Error',
  );
}
