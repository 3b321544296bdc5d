import { Injectable, Logger } from '@nestjs/common';
import { AccountMismatchError } from '../auth.errors.js';
import { type Connection } from '../connections/connection.js';
import { ConnectionService } from '../connections/connection.service.js';
import { type SessionSubject } from '../sessions/sessions.js';
import { type LoginOutcome } from './monday-oauth.strategy.js';

/** Turns a login that monday confirmed into a connection. */
@Injectable()
export class LoginService {
  private readonly logger = new Logger(LoginService.name);

  constructor(private readonly connections: ConnectionService) {}

  /** @throws AccountMismatchError where another user came back than the login was for; nothing is stored */
  async complete({ identity, tokens, attempt }: LoginOutcome): Promise<Connection> {
    const { expected } = attempt;
    const isOther =
      expected !== undefined &&
      (expected.accountId !== identity.account.id || expected.userId !== identity.id);
    if (isOther) throw new AccountMismatchError();
    const connection = await this.connections.save(identity, tokens);
    const { accountId, userId } = connection;
    this.logger.log({ event: 'auth.login', accountId, userId }, 'a user logged in');
    return connection;
  }
}

export function subjectOf({ accountId, userId, grantId, profile }: Connection): SessionSubject {
  return { accountId, userId, grantId, role: profile.role };
}
