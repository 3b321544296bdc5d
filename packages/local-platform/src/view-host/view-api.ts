import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from 'monday-persistence/clock';
import { HttpRequestError, sendHttpRequest, type HttpResponse } from 'monday-persistence/http-client';
import { fieldsOf } from 'monday-persistence/json';
import { SandboxSettings, SandboxState, type User } from '../state/index.js';
import { ViewMessageError } from './view-host.errors.js';

/** As `SeamlessApiClient` of @mondaydotcomorg/api waits. */
const TIMEOUT_MS = 60_000;
const MAX_REPLY_BYTES = 64 * 1024 * 1024;
const TOKEN_SECONDS = 3_600;
const TOKEN_REUSE_MS = 1_800_000;
const UNAUTHORIZED = 401;

/**
 * `monday.api`: queries with the rights of the user who looks at the view, and the scopes of the app. They go through the
 * API of the platform, so limits, planned faults and the request log apply as to any other client.
 */
@Injectable()
export class ViewApi {
  private readonly tokens: BoundedMap<string, string>;

  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    clock: Clock,
  ) {
    this.tokens = new BoundedMap({ capacity: 100, ttlMs: TOKEN_REUSE_MS, now: () => clock.now() });
  }

  /** The body of the API's reply: `{data, account_id, ...}`. @throws ViewMessageError with the errors of the API */
  async answer(user: User, args: unknown): Promise<object> {
    const { params, apiVersion } = fieldsOf(args);
    const version = typeof apiVersion === 'string' ? apiVersion : undefined;
    const first = await this.send(user, params, version);
    const reply = first.status === UNAUTHORIZED ? await this.sendAgain(user, params, version) : first;
    const body = fieldsOf(reply.json());
    if (!reply.isSuccess || body['errors'] !== undefined) {
      // INFER from monday-sdk-js issue 41: this text, and the body with the errors as data.
      throw new ViewMessageError('Graphql validation errors', { ...body, status: reply.status });
    }
    return body;
  }

  /** The platform may have been reset, which ends all tokens. */
  private sendAgain(user: User, params: unknown, version: string | undefined): Promise<HttpResponse> {
    this.tokens.delete(this.keyOf(user));
    return this.send(user, params, version);
  }

  private async send(user: User, params: unknown, version: string | undefined): Promise<HttpResponse> {
    try {
      return await sendHttpRequest({
        method: 'POST',
        url: `${this.settings.url}/v2`,
        headers: {
          authorization: await this.tokenOf(user),
          'content-type': 'application/json',
          ...(version === undefined ? {} : { 'api-version': version }),
        },
        body: JSON.stringify(params ?? {}),
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_REPLY_BYTES,
      });
    } catch (error) {
      if (error instanceof HttpRequestError) throw new ViewMessageError('The API did not answer.');
      throw error;
    }
  }

  private async tokenOf(user: User): Promise<string> {
    const key = this.keyOf(user);
    const known = this.tokens.get(key);
    if (known !== undefined) return known;
    const token = await this.state.issueAccessToken(user.id, { expiresInSeconds: TOKEN_SECONDS });
    this.tokens.set(key, token);
    return token;
  }

  /** A token has the scopes that the app declared when it was issued. */
  private keyOf({ id }: User): string {
    return `${id} ${this.settings.declaration.scopes.join(' ')}`;
  }
}
