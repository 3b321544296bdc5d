import { Injectable } from '@nestjs/common';
import { type CookieOptions, type Request, type Response } from 'express';

const NAME = 'login_as';
const COOKIE: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/oauth2/authorize' };
const LIFETIME_MS = 60_000;

/** The console's "log in as": the next login of this browser is approved for that user, within a minute. */
@Injectable()
export class LoginAs {
  remember(response: Response, userId: string): void {
    response.cookie(NAME, userId, { ...COOKIE, maxAge: LIFETIME_MS });
  }

  /** The user, once. */
  take(request: Request, response: Response): string | undefined {
    const pair = request.headers.cookie
      ?.split(';')
      .map((each) => each.trim().split('='))
      .find(([name]) => name === NAME);
    if (pair) response.clearCookie(NAME, COOKIE);
    return pair?.[1];
  }
}
