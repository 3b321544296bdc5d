import { fieldsOf, isObject } from 'monday-persistence/json';
import { type MondayIdentity } from './monday-identity.js';

const KIND_SINCE = '2026-07';

/**
 * The query for the identity. `kind` replaces the flags `is_admin`, `is_guest` and `is_view_only`, which the API of
 * 2026-10 no longer has, and `status` replaces `enabled` (docs/monday-platform.md#api-versions).
 */
export function identityQuery(apiVersion: string): string {
  const fields = apiVersion >= KIND_SINCE ? 'kind status' : 'is_admin is_guest is_view_only enabled';
  return `query { me { id name email ${fields} account { id slug name } } }`;
}

interface UserAnswer {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly email?: unknown;
  readonly kind?: unknown;
  readonly status?: unknown;
  readonly enabled?: unknown;
  readonly is_admin?: unknown;
  readonly is_guest?: unknown;
  readonly is_view_only?: unknown;
  readonly account?: { readonly id?: unknown; readonly slug?: unknown; readonly name?: unknown } | null;
}

/** Whether monday answered that the token has no user, or that its user was deactivated. */
export function isInactive(answer: unknown): boolean {
  if (answer === null) return true;
  const { status, enabled } = fieldsOf(answer) as UserAnswer;
  return status === 'INACTIVE' || enabled === false;
}

/** The identity, or `undefined` if the reply does not contain all ids. */
export function readIdentity(answer: unknown): MondayIdentity | undefined {
  if (!isObject(answer)) return undefined;
  const user = answer as UserAnswer;
  const id = readId(user.id);
  const accountId = readId(user.account?.id);
  if (id === undefined || accountId === undefined) return undefined;
  const kind = typeof user.kind === 'string' ? user.kind.toLowerCase() : '';
  return {
    id,
    name: readText(user.name),
    email: readText(user.email),
    isAdmin: user.is_admin === true || kind === 'admin',
    isGuest: user.is_guest === true || kind === 'guest',
    isViewOnly: user.is_view_only === true || kind === 'view_only' || kind === 'viewer',
    account: { id: accountId, slug: readText(user.account?.slug), name: readText(user.account?.name) },
  };
}

/** Older versions of the API return some ids as numbers. */
function readId(value: unknown): string | undefined {
  const id = typeof value === 'number' ? String(value) : value;
  return typeof id === 'string' && /^\d{1,20}$/.test(id) ? id : undefined;
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
