import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { AppConfig } from '../../config/index.js';
import { SecretService } from '../../secrets/index.js';
import { OutgoingCalls } from '../../telemetry/index.js';
import { CallbackFailedError, CallbackRefusedError } from './callback.errors.js';
import { MondayAddresses } from './monday-addresses.js';

/** Lifetime of tokens that the app signs for monday (docs/monday-platform.md#triggers). */
export const CALLBACK_TOKEN_SECONDS = 60;

/**
 * Sends callbacks to monday when a trigger fires or an asynchronous action ends (docs/monday-platform.md#action-runs,
 * docs/monday-platform.md#triggers).
 */
@Injectable()
export class CallbackSender {
  constructor(
    private readonly addresses: MondayAddresses,
    private readonly secrets: SecretService,
    private readonly config: AppConfig,
    private readonly calls: OutgoingCalls,
  ) {}

  /**
   * Sends the body with a signed JWT. The signing secret itself is never sent.
   * @throws CallbackUrlRefusedError
   * @throws CallbackFailedError if the queue should retry it
   * @throws CallbackRefusedError if a retry would be refused too
   */
  async send(address: string, body: object): Promise<void> {
    const url = this.addresses.check(address);
    await this.calls.run('blocks', async () => {
      const status = await this.post(url, body);
      if (CallbackRefusedError.isRefusal(status)) throw new CallbackRefusedError(status);
      if (status < 200 || status > 299) throw new CallbackFailedError(status);
    });
  }

  private async post(url: URL, body: object): Promise<number> {
    try {
      const { status } = await sendHttpRequest({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token()}` },
        body: JSON.stringify(body),
        timeoutMs: this.config.monday.timeoutMs,
      });
      return status;
    } catch (error) {
      throw new CallbackFailedError(undefined, error);
    }
  }

  private token(): string {
    const key = createSecretKey(Buffer.from(this.secrets.require('MONDAY_SIGNING_SECRET')));
    const jwt = new JwtService({ secretOrKeyProvider: () => key });
    const { appId, clientId } = this.config.monday;
    const claims = { appId: appId ?? clientId };
    return jwt.sign(claims, { algorithm: 'HS256', expiresIn: CALLBACK_TOKEN_SECONDS });
  }
}
