import { Injectable } from '@nestjs/common';
import { SandboxSettings, type User } from '../state/index.js';
import { RequestSigner } from './request-signer.js';

const PATH = '/auth';

/**
 * Creates Authorization URLs, with which monday sends a user to the app's login in the legacy flow
 * (docs/monday-platform.md#tokens-that-monday-signs).
 */
@Injectable()
export class AuthorizationUrls {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly signer: RequestSigner,
  ) {}

  /** @param backToUrl target of the final redirect; default the platform itself */
  url(user: User, backToUrl = `${this.settings.url}/`, path = PATH): string {
    const url = new URL(`${this.settings.appUrl}${path}`);
    url.searchParams.set('token', this.signer.authorizationUrl(user, backToUrl));
    return url.href;
  }
}
