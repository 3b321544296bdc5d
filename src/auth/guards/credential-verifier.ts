import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { readBearerToken } from 'monday-persistence/authorization';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { InstallationStore } from '../../account-data/index.js';
import { MondayTokenInvalidError, MondayTokens, type VerifiedView } from '../../monday/requests/index.js';
import { CredentialRefusedError, CsrfRefusedError } from '../auth.errors.js';
import { type ConnectionOwner } from '../connections/connection.js';
import { ConsentCache, type Consent } from '../connections/consent-cache.js';
import { PublicAddress } from '../public-address.js';
import { cookieName, readCookie } from '../sessions/cookies.js';
import { SESSION_COOKIE } from '../sessions/session-cookie.js';
import { Sessions, type SessionSubject } from '../sessions/sessions.js';
import { JWTService } from '../tokens/jwt.service.js';
import { peekToken } from '../peek-token.js';
import { type Credential } from './credential.js';

type Maybe<T> = T | Promise<T>;

/**
 * Authenticates the caller by the app's access token or a board view's session token (both as `Bearer`), or by the
 * session cookie. The shape of a token selects its verifier; keys are never tried in turn. If all data is cached, the
 * result is returned without a promise.
 */
@Injectable()
export class CredentialVerifier {
  constructor(
    private readonly jwt: JWTService,
    private readonly monday: MondayTokens,
    private readonly sessions: Sessions,
    private readonly consents: ConsentCache,
    private readonly address: PublicAddress,
    private readonly installations: InstallationStore,
  ) {}

  /** @throws CredentialRefusedError | CsrfRefusedError */
  authenticate(request: Request): Maybe<Credential> {
    const { authorization } = request.headers;
    return authorization === undefined ? this.proveCookie(request) : this.proveBearer(authorization);
  }

  private proveBearer(authorization: string): Maybe<Credential> {
    const token = readBearerToken(authorization);
    if (token === undefined) throw new CredentialRefusedError('invalid');
    const peeked = this.jwt.isRemembered(token) ? undefined : peekToken(token);
    if (peeked && 'dat' in peeked.payload) {
      if ('iss' in peeked.payload || 'kid' in peeked.header) throw new CredentialRefusedError('invalid');
      return this.proveView(token, peeked.payload['iat']);
    }
    const verified = this.jwt.verify(token);
    const credential: Credential = { type: 'token', token: verified };
    return this.ifGranted(
      verified,
      (consent) => consent.id === verified.grantId,
      () => credential,
    );
  }

  private proveView(token: string, issuedAt: unknown): Maybe<Credential> {
    const verifiedRequest = this.verifyView(token);
    const issuedAtMs = typeof issuedAt === 'number' ? issuedAt * 1000 : Number.POSITIVE_INFINITY;
    // A view that is open stays open when the app is uninstalled. The time of the token is in whole seconds.
    const signedAt = typeof issuedAt === 'number' ? issuedAtMs + 999 : undefined;
    this.installations.heardFrom(verifiedRequest.accountId, signedAt);
    return this.ifGranted(
      verifiedRequest,
      ({ accountSince }) => issuedAtMs >= accountSince,
      () => ({
        type: 'view',
        verifiedRequest,
      }),
    );
  }

  private verifyView(token: string): VerifiedView {
    try {
      return this.monday.verifyView(token);
    } catch (error) {
      if (!(error instanceof MondayTokenInvalidError)) throw error;
      throw new CredentialRefusedError(error.problem === 'expired' ? 'expired' : 'invalid', error);
    }
  }

  private proveCookie(request: Request): Maybe<Credential> {
    const secure = this.address.isSecure(request);
    const id = readCookie(request, cookieName(SESSION_COOKIE, secure));
    if (id === undefined) throw new CredentialRefusedError('missing');
    const found = this.sessions.find(id);
    return found instanceof Promise
      ? found.then((subject) => this.proveSession(request, id, subject))
      : this.proveSession(request, id, found);
  }

  private proveSession(request: Request, id: string, subject: SessionSubject | undefined): Maybe<Credential> {
    if (!subject) throw new CredentialRefusedError('invalid');
    this.checkCsrf(request, id);
    return this.ifGranted(
      subject,
      (consent) => consent.id === subject.grantId,
      (consent) => ({ type: 'session', id, subject, consent }),
    );
  }

  /**
   * A browser sends the cookie with requests from any page, but only pages of this app can send the header and the
   * origin.
   */
  private checkCsrf(request: Request, id: string): void {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    const { origin, 'x-csrf-token': token } = request.headers;
    const isOurs =
      origin === this.address.originOf(request) &&
      typeof token === 'string' &&
      equalInConstantTime(token, this.sessions.csrfToken(id));
    if (!isOurs) throw new CsrfRefusedError();
  }

  private ifGranted(
    owner: ConnectionOwner,
    stands: (consent: Consent) => boolean,
    credentialWith: (consent: Consent) => Credential,
  ): Maybe<Credential> {
    const known = this.consents.peek(owner);
    if (known && stands(known)) return credentialWith(known);
    const read = known ? this.consents.renew(owner) : this.consents.get(owner);
    return read.then((consent) => {
      if (!stands(consent)) throw new CredentialRefusedError('revoked');
      return credentialWith(consent);
    });
  }
}
