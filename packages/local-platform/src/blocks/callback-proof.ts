import { Injectable, Logger } from '@nestjs/common';
import { Callbacks } from './callbacks.js';
import { RequestSigner } from './request-signer.js';

/**
 * Proves that a callback comes from the app. A JWT of the app is the documented way. Published samples of monday's send
 * the raw signing secret with a fired trigger, or only the token in the query of `back_to_url`: both are taken with a
 * warning (docs/monday-platform.md#triggers, docs/monday-platform.md#app-feature-lifecycle-events).
 */
@Injectable()
export class CallbackProof {
  private readonly logger = new Logger(CallbackProof.name);

  constructor(
    private readonly signer: RequestSigner,
    private readonly callbacks: Callbacks,
  ) {}

  /** Whether the callback is proven: by its `Authorization` header or by the token in its query. */
  holds(id: string, authorization: string | undefined, token: string | undefined): boolean {
    if (this.signer.isSignedByApp(authorization)) return true;
    const warning = this.warningFor(id, authorization, token);
    if (warning) this.logger.warn(warning);
    return warning !== undefined;
  }

  private warningFor(
    id: string,
    authorization: string | undefined,
    token: string | undefined,
  ): string | undefined {
    if (this.signer.isSigningSecret(authorization)) {
      return 'The app fired a trigger with its signing secret as the token. Sign a JWT with it instead.';
    }
    if (token !== undefined && this.callbacks.isToken(id, token)) {
      return 'The app reported an event with only the token in the query of the address. Send a signed JWT also.';
    }
    return undefined;
  }
}
