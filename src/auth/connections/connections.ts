import { Injectable } from '@nestjs/common';

/** The users' connections to monday. */
@Injectable()
export class Connections {
  /**
   * monday's access token of the current caller.
   * @throws ConnectionRequiredError | ConnectionExpiredError
   */
  accessToken(): Promise<string> {
    return Promise.reject(new Error('not yet'));
  }

  /** After monday refused `token` with 401: a fresh one. */
  refreshRejected(_token: string): Promise<string> {
    return Promise.reject(new Error('not yet'));
  }
}
