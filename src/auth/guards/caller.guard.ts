import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { enterAs } from '../../caller/index.js';
import { BaseError } from '../../errors/index.js';
import { saveVerifiedRequest } from '../../monday/requests/index.js';
import {
  CredentialRefusedError,
  ReadOnlyCallerError,
  RoleNotAllowedError,
  ViewNotAllowedError,
} from '../auth.errors.js';
import { ActiveUserCheck } from '../connections/active-user-check.js';
import { keepCredential, roleOfCredential, type Credential } from './credential.js';
import { CredentialVerifier } from './credential-verifier.js';
import { RoutePolicies, type RoutePolicy } from './route-policies.js';

/** The first request of a session after this time checks with monday whether its user is still active. */
const CONFIRMED_MS = 15 * 60 * 1000;

/**
 * Requires a caller on every route that is not `@Public()`, and sets the caller context: all scoped services then work
 * for this account and user.
 */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly credentials: CredentialVerifier,
    private readonly policies: RoutePolicies,
    private readonly activeUsers: ActiveUserCheck,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const policy = this.policies.of(context);
    if (policy.isPublic) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const refuse = (error: unknown): never => challenge(http.getResponse<Response>(), error);
    const admit = (credential: Credential): boolean | Promise<boolean> =>
      policy.endsAccess ? enter(request, policy, credential) : this.confirm(request, policy, credential);
    try {
      const credential = this.credentials.authenticate(request);
      const admitted = credential instanceof Promise ? credential.then(admit) : admit(credential);
      return admitted instanceof Promise ? admitted.catch(refuse) : admitted;
    } catch (error) {
      return refuse(error);
    }
  }

  /** An access token ends soon; a session lives for weeks, so that monday has to confirm its user now and then. */
  private confirm(request: Request, policy: RoutePolicy, credential: Credential): boolean | Promise<boolean> {
    if (credential.type !== 'session' || !this.activeUsers.isDue(credential.consent, CONFIRMED_MS)) {
      return enter(request, policy, credential);
    }
    const { accountId, userId } = credential.subject;
    return this.activeUsers.confirm({ accountId, userId }).then((role) => {
      const consent = { ...credential.consent, role: role ?? credential.consent.role };
      return enter(request, policy, { ...credential, consent });
    });
  }
}

function enter(request: Request, policy: RoutePolicy, credential: Credential): boolean {
  const role = roleOfCredential(credential);
  if (policy.roles && !policy.roles.includes(role)) throw new RoleNotAllowedError();
  if (credential.type === 'view' && !policy.allowsView) throw new ViewNotAllowedError();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isReadOnly = role === 'viewer' || role === 'guest';
  if (isReadOnly && !isRead && !policy.allowsReadOnly) throw new ReadOnlyCallerError();
  keepCredential(request, credential);
  enterAs({ ...callerOf(credential), role });
  if (credential.type === 'view') saveVerifiedRequest(request, credential.verifiedRequest);
  return true;
}

function callerOf(credential: Credential): Parameters<typeof enterAs>[0] {
  switch (credential.type) {
    case 'token':
      return idsOf(credential.token, 'user');
    case 'session':
      return idsOf(credential.subject, 'user');
    case 'view':
      return idsOf(credential.verifiedRequest, 'view');
  }
}

function idsOf(
  { accountId, userId }: { readonly accountId: string; readonly userId: string },
  kind: 'user' | 'view',
): Parameters<typeof enterAs>[0] {
  return { accountId, userId, kind };
}

/** A 401 carries a challenge (RFC 6750, section 3). */
function challenge(response: Response, error: unknown): never {
  if (error instanceof BaseError && error.status === 401) {
    const isMissing = error instanceof CredentialRefusedError && error.problem === 'missing';
    const reason = isMissing ? '' : ', error="invalid_token"';
    response.setHeader('WWW-Authenticate', `Bearer realm="monday-app"${reason}`);
  }
  throw error;
}
