import { type Request } from 'express';
import { type VerifiedView } from '../../monday/requests/index.js';
import { type Consent } from '../connections/consent-cache.js';
import { type SessionSubject } from '../sessions/sessions.js';
import { type AccessToken } from '../tokens/access-token.js';
import { roleOf, type Role } from '../role.js';

/** The credentials of the caller of a request. */
export type Credential =
  | { readonly type: 'token'; readonly token: AccessToken }
  | {
      readonly type: 'session';
      readonly id: string;
      readonly subject: SessionSubject;
      readonly consent: Consent;
    }
  | { readonly type: 'view'; readonly verifiedRequest: VerifiedView };

const CREDENTIAL = Symbol('CREDENTIAL');

type WithCredential = Request & { [CREDENTIAL]?: Credential };

export function keepCredential(request: Request, credential: Credential): void {
  (request as WithCredential)[CREDENTIAL] = credential;
}

/** The credentials of a guarded request. */
export function credentialOf(request: Request): Credential {
  const credential = (request as WithCredential)[CREDENTIAL];
  if (!credential) throw new Error('This route is not guarded.');
  return credential;
}

export function roleOfCredential(credential: Credential): Role {
  switch (credential.type) {
    case 'token':
      return credential.token.role;
    case 'session':
      return credential.consent.role ?? credential.subject.role;
    case 'view':
      return roleOf(credential.verifiedRequest);
  }
}
