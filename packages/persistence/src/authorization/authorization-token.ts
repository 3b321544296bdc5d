const BEARER = /^Bearer +(\S+)$/i;
const PREFIX = /^Bearer +/i;

/** The token of an `Authorization: Bearer` header (RFC 6750), or `undefined` if the header has another form. */
export function readBearerToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : BEARER.exec(header)?.[1];
}

/**
 * The token of an `Authorization` header that carries it alone or after `Bearer`, as monday sends it and accepts it
 * (docs/monday-platform.md#tokens-that-monday-signs); `undefined` if there is none.
 */
export function readRawToken(header: string | undefined): string | undefined {
  const token = header?.trim().replace(PREFIX, '');
  return token === undefined || token === '' ? undefined : token;
}
