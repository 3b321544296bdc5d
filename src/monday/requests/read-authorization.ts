/** The token of an `Authorization` header: monday sends it raw or after `Bearer` (docs/monday-platform.md#tokens-that-monday-signs). */
export function readAuthorization(header: string | undefined): string | undefined {
  const token = header?.trim().replace(/^bearer +/i, '');
  return token === undefined || token === '' ? undefined : token;
}
