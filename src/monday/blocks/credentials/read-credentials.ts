import { asFields, invalid, optionalFields, optionalId, type Fields } from '../../input/index.js';
import { CredentialsMissingError } from './credentials.errors.js';
import { ThirdPartyCredentials, type CredentialsByKey } from './third-party-credentials.js';

/** Longer than any token that an `Authorization` header can carry. */
export const MAX_THIRD_PARTY_TOKEN_LENGTH = 8_192;

/**
 * The credentials of these keys among `credentialsValues` of a block's payload. Others are dropped: monday may send those
 * of a newer version of the block.
 * @throws CredentialsMissingError if one is absent
 * @throws ValidationFailedException if one is malformed; the message contains no values
 */
export function readCredentials(keys: readonly string[], payload: Fields): CredentialsByKey {
  const values = keys.length === 0 ? {} : optionalFields(payload, 'credentialsValues');
  return Object.fromEntries(keys.map((key) => [key, credentialsOf(key, values)]));
}

function credentialsOf(key: string, values: Fields): ThirdPartyCredentials {
  const value = Object.hasOwn(values, key) ? (values[key] ?? undefined) : undefined;
  if (value === undefined) throw new CredentialsMissingError(key);
  const path = `payload.credentialsValues.${key}`;
  const fields = asFields(value);
  if (!fields) throw invalid(path, `${path} must be an object`);
  const { accessToken } = fields;
  if (accessToken === undefined || accessToken === null) throw new CredentialsMissingError(key);
  if (!isToken(accessToken)) throw invalid(`${path}.accessToken`, `${path}.accessToken must be a token`);
  return new ThirdPartyCredentials(accessToken, optionalId(fields, 'userCredentialsId'));
}

/** A token that a header can carry. */
export const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) && value.length <= MAX_THIRD_PARTY_TOKEN_LENGTH;

/** Credentials as monday sends them, for a queued message; the queue encrypts it. */
export function credentialsValuesOf(credentials: CredentialsByKey): Fields {
  return Object.fromEntries(
    Object.entries(credentials).map(([key, { accessToken, userCredentialsId }]) => [
      key,
      { accessToken, ...(userCredentialsId !== undefined && { userCredentialsId }) },
    ]),
  );
}
