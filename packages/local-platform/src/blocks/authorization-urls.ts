import { Injectable } from '@nestjs/common';
import { SandboxSettings, type User } from '../state/index.js';
import { RequestSigner } from './request-signer.js';

const PATH = '/auth';

/** Makes the addresses with which monday sends a user into the app's login, the legacy way (docs/monday-platform.md#tokens-that-monday-signs). */
@Injectable()
export class AuthorizationUrls {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly signer: RequestSigner,
  ) {}

  /** @param backToUrl where the app leads the user in the end; default the platform itself */
  url(user: User, backToUrl = `${this.settings.url}/`, path = PATH): string {
    const url = new URL(`${this.settings.appUrl}${path}`);
    url.searchParams.set('token', this.signer.authorizationUrl(user, backToUrl));
    return url.href;
  }
}
