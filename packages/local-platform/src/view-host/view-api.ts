import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from 'monday-persistence/clock';
import { HttpRequestError, sendHttpRequest, type HttpResponse } from 'monday-persistence/http-client';
import { fieldsOf, isObject } from 'monday-persistence/json';
import { SandboxSettings, SandboxState, type User } from '../state/index.js';
import { ViewMessageError } from './view-host.errors.js';

/** As `SeamlessApiClient` of @mondaydotcomorg/api waits. */
const TIMEOUT_MS = 60_000;
const MAX_REPLY_BYTES = 64 * 1024 * 1024;
const TOKEN_SECONDS = 3_600;
const TOKEN_REUSE_MS = 1_800_000;
const UNAUTHORIZED = 401;
const ADD_FILE = `mutation ($item: ID!, $column: String!, $file: File!) {
  add_file_to_column(item_id: $item, column_id: $column, file: $file) { id }
}`;

/** A file for a column of an item. */
export interface ViewUpload {
  readonly itemId: string;
  readonly columnId: string;
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** One request to the API, without the token. */
interface ApiRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData;
}

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
  answer(user: User, args: unknown): Promise<object> {
    const { params, apiVersion } = fieldsOf(args);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (typeof apiVersion === 'string') headers['api-version'] = apiVersion;
    return this.run(user, { path: '/v2', headers, body: JSON.stringify(params ?? {}) });
  }

  /** Adds a file to a column. @throws ViewMessageError with the errors of the API */
  upload(user: User, { itemId, columnId, name, content }: ViewUpload): Promise<object> {
    const body = new FormData();
    body.set('query', ADD_FILE);
    body.set('variables', JSON.stringify({ item: itemId, column: columnId }));
    body.set('variables[file]', new Blob([content]), name);
    return this.run(user, { path: '/v2/file', headers: {}, body });
  }

  private async run(user: User, request: ApiRequest): Promise<object> {
    const first = await this.send(user, request);
    const reply = first.status === UNAUTHORIZED ? await this.sendAgain(user, request) : first;
    const json = reply.json();
    if (!isObject(json)) throw new ViewMessageError(`Request failed with status code ${reply.status}`);
    if (!reply.isSuccess || json['errors'] !== undefined) {
      // INFER from monday-sdk-js issue 41: this text, and the body with the errors as data.
      throw new ViewMessageError('Graphql validation errors', json);
    }
    return json;
  }

  /** The platform may have been reset, which ends all tokens. */
  private sendAgain(user: User, request: ApiRequest): Promise<HttpResponse> {
    this.tokens.delete(this.keyOf(user));
    return this.send(user, request);
  }

  private async send(user: User, { path, headers, body }: ApiRequest): Promise<HttpResponse> {
    try {
      return await sendHttpRequest({
        method: 'POST',
        url: `${this.settings.url}${path}`,
        headers: { ...headers, authorization: await this.tokenOf(user) },
        body,
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
