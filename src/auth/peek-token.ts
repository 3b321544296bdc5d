import { decodeJson, isObject } from 'monday-persistence/json';

const MAX_LENGTH = 8192;

/** Header and payload of a JWT, not verified. */
export interface PeekedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Reads a JWT without verifying it, in order to select its verifier. `undefined` if the text is not a JWT. */
export function peekToken(token: string): PeekedToken | undefined {
  if (token.length > MAX_LENGTH) return undefined;
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  const header = readPart(parts[0]);
  const payload = readPart(parts[1]);
  return header && payload ? { header, payload } : undefined;
}

function readPart(part: string | undefined): Record<string, unknown> | undefined {
  const value = decodeJson(part ?? '');
  return isObject(value) ? value : undefined;
}
