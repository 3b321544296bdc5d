import { AsyncLocalStorage } from 'node:async_hooks';
import { CallerMissingError } from './caller.errors.js';

/**
 * How the caller proved who they are.
 * - `user`: our own access token or a cookie session
 * - `view`: a board view's session token
 * - `block`: a request of monday's automation platform, signed with the signing secret
 * - `event`: a webhook or lifecycle event of monday
 * - `job`: work that runs later for a caller: a queue handler or a cron handler
 */
export type CallerKind = 'user' | 'view' | 'block' | 'event' | 'job';

/** For whom the current work is done. Every scoped service reads the account from here, never from an argument. */
export interface CallerContext {
  readonly accountId: string;
  readonly userId: string;
  readonly kind: CallerKind;
}

/** What is known about the current work. A guard adds the caller once it knows. */
export interface Scope {
  /** Of the HTTP request that the work belongs to. */
  readonly requestId?: string;
  /** Of the trace that the work belongs to, if it is traced. */
  readonly traceId?: string;
  readonly caller?: CallerContext;
}

type OpenScope = { -readonly [K in keyof Scope]: Scope[K] };

const scopes = new AsyncLocalStorage<OpenScope>();

/** Opens a scope without a caller, which a guard fills once the caller is known. Called once for each request. */
export function runInRequestScope<T>(work: () => T, requestId?: string): T {
  return scopes.run({ requestId, traceId: undefined, caller: undefined }, work);
}

/** The scope itself, for who must look at it later, such as the request log; or `undefined` outside of any. */
export function findScope(): Scope | undefined {
  return scopes.getStore();
}

/** Fills the scope of the current request. For guards only; other code uses {@link runAs}. */
export function enterAs(caller: CallerContext): void {
  const scope = scopes.getStore();
  if (!scope) throw new CallerMissingError();
  scope.caller = Object.freeze({ ...caller });
}

/** Says which trace the current work belongs to. */
export function enterTrace(traceId: string): void {
  const scope = scopes.getStore();
  if (scope) scope.traceId = traceId;
}

/** Runs `work`, which belongs to no request, as part of a trace. */
export function runInTrace<T>(traceId: string, work: () => T): T {
  return scopes.run({ requestId: undefined, traceId, caller: undefined }, work);
}

/** Runs `work` for `caller`. Everything it awaits sees the same caller; nothing outside of it does. */
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
 * @throws CallerMissingError if nobody is known to have called: a scoped service must not guess an account.
 */
export function requireCaller(): CallerContext {
  const caller = findCaller();
  if (!caller) throw new CallerMissingError();
  return caller;
}
