import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../../caller/index.js';
import { findShortLivedToken } from '../../monday/requests/index.js';
import { ConnectionExpiredError, ConnectionRequiredError } from '../auth.errors.js';
import { ConnectionService } from './connection.service.js';

/**
 * The caller's own token; for a block of a user who has no connection, the token that monday sent with the request,
 * which is valid for five minutes (docs/monday-platform.md#tokens-that-monday-signs).
 */
@Injectable()
export class CallerAccessTokens extends AccessTokens {
  constructor(private readonly connections: ConnectionService) {
    super();
  }

  override accessToken(): Promise<string> {
    return this.orShortLived(() => this.connections.accessToken(), undefined);
  }

  /** A short-lived token that monday refuses has no successor. */
  override refreshRejected(token: string): Promise<string> {
    return this.orShortLived(() => this.connections.refreshRejected(token), token);
  }

  private async orShortLived(own: () => Promise<string>, rejected: string | undefined): Promise<string> {
    try {
      return await own();
    } catch (error) {
      const mustLogIn = error instanceof ConnectionRequiredError || error instanceof ConnectionExpiredError;
      const shortLivedToken = mustLogIn ? findShortLivedToken() : undefined;
      if (shortLivedToken === undefined || shortLivedToken === rejected) throw error;
      return shortLivedToken;
    }
  }
}
