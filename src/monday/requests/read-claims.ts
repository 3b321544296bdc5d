import { isObject } from 'monday-persistence/json';
import { type VerifiedClaims } from './hmac-verifier.js';
import { MondayTokenInvalidError } from './monday-requests.errors.js';
import { type PlanClaim } from './verified-request.js';

const DIGITS = /^[1-9]\d{0,19}$/;

/** An id as monday writes it: a number in most families, sometimes a string of digits. */
export function readId(value: unknown): string {
  const id = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof id !== 'string' || !DIGITS.test(id)) throw new MondayTokenInvalidError('claims');
  return id;
}

export function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * The plan of the account; `undefined` if it is none. The fields of a plan are plain values. Others are dropped, because
 * the plan travels through the queue, and class-transformer cannot handle every name and object.
 */
export function readPlan(value: unknown): PlanClaim | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const plan: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[name];
    const isPlain = typeof field !== 'object' || field === null;
    if (isPlain && !(name in Object.prototype)) plan[name] = field;
  }
  return plan;
}

/** Time of the signature in seconds since the epoch; `undefined` if there is none. */
export function readIssuedAt({ iat }: VerifiedClaims): number | undefined {
  return typeof iat === 'number' ? iat : undefined;
}

/** The claims of the families with wrapped claims (docs/monday-platform.md#tokens-that-monday-signs). */
export function readDat(claims: VerifiedClaims): VerifiedClaims {
  const dat = claims['dat'];
  if (!isObject(dat)) throw new MondayTokenInvalidError('another family');
  return dat;
}

/**
 * The id that claims name in either spelling, at the top or under `dat`. Several must be the same.
 * @returns `undefined` if there is none
 * @throws MondayTokenInvalidError
 */
export function readEither(
  places: readonly VerifiedClaims[],
  names: readonly [string, string],
): string | undefined {
  let found: string | undefined;
  for (const place of places) {
    for (const name of names) {
      const value = place[name];
      if (value === undefined || value === null) continue;
      const id = readId(value);
      if (found !== undefined && found !== id) throw new MondayTokenInvalidError('claims');
      found = id;
    }
  }
  return found;
}

/**
 * Compares `aud` with the called address by origin and path, because it is not documented whether it contains the query
 * (docs/monday-platform.md#not-verified). A token without `aud` passes.
 */
export function checkAudience(claims: VerifiedClaims, url: URL | undefined): void {
  const audience = claims['aud'];
  if (audience === undefined) return;
  // Fast path for the common case.
  if (url !== undefined && audience === url.href) return;
  const named: unknown[] = Array.isArray(audience) ? audience : [audience];
  const expected = url && placeOf(url.href);
  if (expected === undefined || !named.some((entry) => placeOf(entry) === expected)) {
    throw new MondayTokenInvalidError('audience');
  }
}

function placeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const { origin, pathname } = new URL(value);
  return `${origin}${pathname.replace(/(?<!\/)\/+$/, '')}`;
}
