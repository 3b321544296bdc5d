import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { enterAs } from '../../caller/index.js';
import { saveVerifiedRequest } from '../../monday/requests/index.js';
import {
  CredentialRefusedError,
  ReadOnlyCallerError,
  RoleNotAllowedError,
  ViewNotAllowedError,
} from '../auth.errors.js';
import { keepCredential, roleOfCredential, type Credential } from './credential.js';
import { CredentialVerifier } from './credential-verifier.js';
import { RoutePolicies, type RoutePolicy } from './route-policies.js';

/**
 * Requires a caller on every route that is not `@Public()`, and sets the caller context: all scoped services then work
 * for this account and user.
 */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly credentials: CredentialVerifier,
    private readonly policies: RoutePolicies,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const policy = this.policies.of(context);
    if (policy.isPublic) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const refuse = (error: unknown): never => challenge(http.getResponse<Response>(), error);
    const admit = (credential: Credential): boolean => enter(request, policy, credential);
    try {
      const credential = this.credentials.authenticate(request);
      return credential instanceof Promise ? credential.then(admit).catch(refuse) : admit(credential);
    } catch (error) {
      return refuse(error);
    }
  }
}

function enter(request: Request, policy: RoutePolicy, credential: Credential): boolean {
  const role = roleOfCredential(credential);
  if (policy.roles && !policy.roles.includes(role)) throw new RoleNotAllowedError();
  if (credential.type === 'view') {
    if (!policy.allowsView) throw new ViewNotAllowedError();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && (role === 'viewer' || role === 'guest')) throw new ReadOnlyCallerError();
  }
  keepCredential(request, credential);
  enterAs(callerOf(credential));
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
  if (error instanceof CredentialRefusedError) {
    const reason = error.problem === 'missing' ? '' : ', error="invalid_token"';
    response.setHeader('WWW-Authenticate', `Bearer realm="monday-app"${reason}`);
  }
  throw error;
}
