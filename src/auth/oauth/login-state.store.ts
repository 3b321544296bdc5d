import { type Request, type Response } from 'express';
import { type LoginAttempt, type LoginIntent } from './login-attempt.js';
import { type LoginAttemptCookies } from './login-attempt-cookies.js';

type Stored = (error: Error | null, state?: string) => void;
type Loaded = (error: Error | null, ok?: string | true, state?: LoginAttempt) => void;

/** What `passport-oauth2` says about a login when it asks for a state. */
interface Metadata {
  readonly callbackURL: string;
}

/**
 * Gives `passport-oauth2` its states. It looks at a callback's `error` before the state and knows no cookies, so the
 * strategy ends the attempt itself and only leaves it here.
 */
export class LoginStateStore {
  private readonly intents = new WeakMap<Request, LoginIntent>();
  private readonly consumed = new WeakMap<Request, LoginAttempt>();

  constructor(private readonly attempts: LoginAttemptCookies) {}

  intend(request: Request, intent: LoginIntent): void {
    this.intents.set(request, intent);
  }

  accept(request: Request, attempt: LoginAttempt): void {
    this.consumed.set(request, attempt);
  }

  /** Called by the library, which counts the arguments. */
  store(request: Request, verifier: string | undefined, _state: unknown, meta: Metadata, done: Stored): void {
    const intent = this.intents.get(request) ?? {};
    const attempt = { ...intent, ...(verifier && { verifier }), redirectUri: meta.callbackURL };
    done(null, this.attempts.begin(request, request.res as Response, attempt));
  }

  /** Called by the library: a text in place of `true` is the PKCE verifier. */
  verify(request: Request, _state: string, _meta: Metadata, done: Loaded): void {
    const attempt = this.consumed.get(request);
    if (attempt) done(null, attempt.verifier ?? true, attempt);
    else done(new Error('The attempt was not ended before the code was looked at.'));
  }
}
