import { Injectable } from '@nestjs/common';
import { SandboxState, type User } from '../state/index.js';
import { type AuthorizeRequest } from './authorize-request.js';
import { AuthorizePageError, AuthorizeRedirectError } from './authorize.errors.js';
import { OneTimeRecords } from './one-time-records.js';

/** Checks who may approve a request, and returns the redirect after the decision. */
@Injectable()
export class AuthorizeService {
  constructor(
    private readonly state: SandboxState,
    private readonly records: OneTimeRecords,
  ) {}

  /** Users of the account in `subdomain`, or all users. @throws AuthorizePageError */
  candidates({ subdomain }: AuthorizeRequest): readonly User[] {
    if (subdomain === undefined) return this.state.users();
    const account = this.state.accounts().find(({ slug }) => slug === subdomain);
    if (!account) throw new AuthorizePageError('invalid_request', 'No account has this subdomain.');
    return this.state.users(account.id);
  }

  /** @throws AuthorizeRedirectError if the user is not allowed to approve */
  async approve(request: AuthorizeRequest, userId: string | undefined): Promise<string> {
    const user = this.candidates(request).find(({ id }) => id === userId);
    if (!user) throw this.refuse(request, 'invalid_request', 'No such user can approve this.');
    const code = await this.records.createCode({
      userId: user.id,
      scopes: request.scopes,
      redirectUri: request.redirectUri,
      redirectUriGiven: request.redirectUriGiven,
      codeChallenge: request.codeChallenge,
    });
    const url = new URL(request.redirectUri);
    url.searchParams.set('code', code);
    url.searchParams.set('scope', request.scopes.join(' '));
    url.searchParams.set('status', 'success');
    if (request.state !== undefined) url.searchParams.set('state', request.state);
    return url.href;
  }

  deny(request: AuthorizeRequest): AuthorizeRedirectError {
    return this.refuse(request, 'access_denied', 'The user denied the request.');
  }

  private refuse(
    { redirectUri, state }: AuthorizeRequest,
    code: 'access_denied' | 'invalid_request',
    message: string,
  ): AuthorizeRedirectError {
    return new AuthorizeRedirectError(code, message, redirectUri, state);
  }
}
