import { describeCause, withoutSecrets } from '../errors/index.js';
import { fieldName, type ConfiguredSecrets } from './configured-secrets.js';

/** Names of fields that may contain secrets, compared without case, dashes and underscores. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'setcookie',
  'password',
  'secret',
  'clientsecret',
  'signingsecret',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'sessiontoken',
  'shortlivedtoken',
  'apitoken',
  'codeverifier',
  'csrftoken',
  'query',
  'body',
  'rawbody',
]);

const CENSORED = '***';
const MAX_DEPTH = 6;

/** Returns a copy without secrets: fields by name at any depth, and secrets in texts. */
export function redact(value: unknown, configured: ConfiguredSecrets, depth = 0): unknown {
  if (typeof value === 'string') return withoutSecrets(configured.mask(value));
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return redact(describeCause(value), configured);
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (value instanceof Date || value instanceof URL) return redact(value.toJSON(), configured);
  if (depth === MAX_DEPTH) return '...';
  if (Array.isArray(value)) return value.map((item) => redact(item, configured, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAMES.has(fieldName(name)) || configured.isNamed(name)
        ? CENSORED
        : redact(item, configured, depth + 1),
    ]),
  );
}
