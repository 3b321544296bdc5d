/** The token of an `Authorization` header: monday sends it raw or after `Bearer` (platform.md 2.1). */
export function readAuthorization(header: string | undefined): string | undefined {
  const token = header?.trim().replace(/^bearer +/i, '');
  return token === undefined || token === '' ? undefined : token;
}
