import { AsyncLocalStorage } from 'node:async_hooks';
import { CallerMissingError } from './caller.errors.js';
import { type Role } from './role.js';

/**
 * How the caller was authenticated.
 * - `user`: our own access token or a cookie session
 * - `view`: a board view's session token
 * - `block`: a request of monday's automation platform, signed with the signing secret
 * - `event`: a webhook or lifecycle event of monday
 * - `job`: background work for a caller, in a queue handler or a scheduled job
 */
export type CallerKind = 'user' | 'view' | 'block' | 'event' | 'job';

/** The caller of the current work. Every scoped service reads the account from here, never from an argument. */
export interface CallerContext {
  readonly accountId: string;
  readonly userId: string;
  readonly kind: CallerKind;
  /** Of a `user` or a `view`; other work has none. */
  readonly role?: Role;
}

/** The context of the current work. A guard adds the caller after authentication. */
export interface Scope {
  /** Id of the HTTP request that the work belongs to. */
  readonly requestId?: string;
  /** Trace context of the work, if it is traced. */
  readonly traceId?: string;
  readonly caller?: CallerContext;
}

type OpenScope = { -readonly [K in keyof Scope]: Scope[K] };

const scopes = new AsyncLocalStorage<OpenScope>();

/** Opens a scope without a caller. A guard adds the caller later. Called once per request. */
export function runInRequestScope<T>(work: () => T, requestId?: string): T {
  return scopes.run({ requestId, traceId: undefined, caller: undefined }, work);
}

/** The current scope, for code that reads it later, such as the request log; `undefined` outside of a scope. */
export function findScope(): Scope | undefined {
  return scopes.getStore();
}

/** Sets the caller of the current request. Only for guards; other code uses {@link runAs}. */
export function enterAs(caller: CallerContext): void {
  const scope = scopes.getStore();
  if (!scope) throw new CallerMissingError();
  scope.caller = Object.freeze({ ...caller });
}

/** Sets the trace of the current work. */
export function enterTrace(traceId: string): void {
  const scope = scopes.getStore();
  if (scope) scope.traceId = traceId;
}

/** Runs `work`, which belongs to no request, as part of a trace. */
export function runInTrace<T>(traceId: string, work: () => T): T {
  return scopes.run({ requestId: undefined, traceId, caller: undefined }, work);
}

/** Runs `work` for `caller`. The caller is visible only inside `work`, including everything that it awaits. */
export function runAs<T>(caller: CallerContext, work: () => T): T {
  const { requestId, traceId } = scopes.getStore() ?? {};
  return scopes.run({ requestId, traceId, caller: Object.freeze({ ...caller }) }, work);
}

/** The current caller, or `undefined` outside of any scope. */
export function findCaller(): CallerContext | undefined {
  return scopes.getStore()?.caller;
}

/**
 * The current caller.
 * @throws CallerMissingError if there is no caller, because a scoped service must not guess the account
 */
export function requireCaller(): CallerContext {
  const caller = findCaller();
  if (!caller) throw new CallerMissingError();
  return caller;
}
