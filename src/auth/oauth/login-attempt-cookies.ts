import { sha256 } from 'monday-persistence/hash';
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { Clock } from '../../clock/index.js';
import { DecryptionError, KeyRing } from '../../secrets/index.js';
import { LoginStateInvalidError } from '../auth.errors.js';
import { PublicAddress } from '../public-address.js';
import { cookieName, listCookies, readCookie, setCookie } from '../sessions/cookies.js';
import { type LoginAttempt } from './login-attempt.js';
import { UsedStates } from './used-states.js';

const TTL_SECONDS = 10 * 60;
const STATE = /^[A-Za-z0-9_-]{43}$/;
const STATE_BYTES = 32;
const COOKIE = 'login-';
const NAME_LENGTH = 16;
/** More concurrent logins than any user needs. */
const MAX_OPEN = 6;
/**
 * Total size of all login cookies. Proxies accept about 8 kB of cookies; with more, every request of the browser would
 * fail.
 */
const MAX_OPEN_LENGTH = 6_000;
/** Maximum number of cookies that one reply deletes. */
const MAX_DROPPED = 20;

/**
 * Pending logins. Each has its own cookie, so that logins in two tabs both succeed. The cookie binds the state to the
 * browser and contains the encrypted data for the callback. Nothing is stored before the callback, which stores that
 * the state was used. A state is valid once, whatever the outcome.
 */
@Injectable()
export class LoginAttemptCookies {
  constructor(
    private readonly ring: KeyRing,
    private readonly usedStates: UsedStates,
    private readonly address: PublicAddress,
    private readonly clock: Clock,
  ) {}

  /** Starts a login attempt: creates its state and sets its cookie. */
  begin(
    request: Request,
    response: Response,
    draft: Omit<LoginAttempt, 'state' | 'expiresAt'>,
  ): LoginAttempt {
    const state = randomBytes(STATE_BYTES).toString('base64url');
    const secure = this.address.isSecure(request);
    const name = nameOf(state);
    const attempt: LoginAttempt = { ...draft, state, expiresAt: this.clock.now() + TTL_SECONDS * 1000 };
    const encrypted = this.ring.encrypt(JSON.stringify(attempt), placeOf(name));
    dropOldest(request, response, secure, MAX_OPEN_LENGTH - encrypted.length);
    setCookie(response, name, encrypted, { maxAgeSeconds: TTL_SECONDS, secure });
    return attempt;
  }

  /**
   * Ends the login attempt of a callback and returns it. Call it before reading the rest of the callback.
   * @throws LoginStateInvalidError if the state is missing, unknown to this browser, too old, or was used before
   */
  async consume(request: Request, response: Response, state: string | undefined): Promise<LoginAttempt> {
    if (state === undefined || !STATE.test(state)) throw new LoginStateInvalidError();
    const secure = this.address.isSecure(request);
    const name = nameOf(state);
    const encrypted = readCookie(request, cookieName(name, secure));
    if (encrypted === undefined) throw new LoginStateInvalidError();
    setCookie(response, name, '', { maxAgeSeconds: 0, secure });
    const attempt = this.open(encrypted, name);
    if (!equalInConstantTime(attempt.state, state) || attempt.expiresAt <= this.clock.now()) {
      throw new LoginStateInvalidError();
    }
    await this.usedStates.use(state, TTL_SECONDS);
    return attempt;
  }

  /** monday confirmed the login. @throws LoginStateInvalidError if another instance has already completed it */
  confirm({ state }: LoginAttempt): Promise<void> {
    return this.usedStates.confirm(state, TTL_SECONDS);
  }

  private open(encrypted: string, name: string): LoginAttempt {
    try {
      return JSON.parse(this.ring.decrypt(encrypted, placeOf(name)).plaintext) as LoginAttempt;
    } catch (error) {
      if (error instanceof DecryptionError) throw new LoginStateInvalidError();
      throw error;
    }
  }
}

const nameOf = (state: string): string => `${COOKIE}${sha256(state).slice(0, NAME_LENGTH)}`;

const placeOf = (name: string): string => `auth/${name}`;

/**
 * Removes old cookies to make room for a new one. Browsers send cookies of the same path in the order of their
 * creation. An attacker who starts many logins in a user's browser must not be able to fill the headers of later
 * requests.
 */
function dropOldest(request: Request, response: Response, secure: boolean, room: number): void {
  const form = new RegExp(`^${cookieName(COOKIE, secure)}([A-Za-z0-9_-]{${NAME_LENGTH}})$`);
  let left = room;
  let kept = 1;
  let dropped = 0;
  for (const { name, value } of listCookies(request).reverse()) {
    const id = form.exec(name)?.[1];
    if (id === undefined) continue;
    left -= value.length;
    kept += 1;
    if (kept <= MAX_OPEN && left >= 0) continue;
    setCookie(response, `${COOKIE}${id}`, '', { maxAgeSeconds: 0, secure });
    dropped += 1;
    if (dropped === MAX_DROPPED) return;
  }
}
