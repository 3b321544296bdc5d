import { createHmac } from 'node:crypto';

const HS256 = { alg: 'HS256', typ: 'JWT' };

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Creates a JWT with exactly these claims, signed with HMAC-SHA256.
 * @param header overrides the header, for forged tokens
 */
export function signJwt(claims: object, secret: string | Buffer, header: object = HS256): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}
