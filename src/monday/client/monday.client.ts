import { type ApiClient } from '@mondaydotcomorg/api';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { OutgoingCalls } from '../../telemetry/index.js';
import { DeprecationWarnings } from './deprecation-warnings.js';
import { GraphQLTransport } from './graphql.transport.js';
import { MondayAuthenticationError, MondayUnexpectedAnswerError } from './graphql.errors.js';
import { type MondayIdentity } from './monday-identity.js';
import { identityQuery, isInactive, readIdentity } from './identity-query.js';

/** Token and options of one call. */
export interface MondayCall {
  readonly accessToken: string;
  /** Milliseconds; default is the configured limit of outgoing calls. */
  readonly timeoutMs?: number;
  /**
   * Sent as `Idempotency-Key`; use the same key for each retry of a mutation
   * (docs/monday-platform.md#idempotency-keys).
   */
  readonly idempotencyKey?: string;
  /** Version of the API, in place of the configured one. */
  readonly apiVersion?: string;
  readonly signal?: AbortSignal;
  /** Called with the headers of every reply, including failures (docs/monday-platform.md#rate-limit-headers). */
  readonly onHeaders?: (headers: Headers) => void;
}

/**
 * monday's GraphQL API with a token for each call. It has no callers and no retries; `MondayApi` adds both.
 *
 * One `ApiClient` serves all tokens. Its package is loaded at the first call, because loading takes 100 ms or more.
 */
@Injectable()
export class MondayClient {
  private readonly transport = new GraphQLTransport(new DeprecationWarnings());
  private client: Promise<ApiClient> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly calls: OutgoingCalls,
  ) {}

  /**
   * Returns the user of the token.
   * @param timeoutMs default is the configured limit of outgoing calls
   * @throws MondayAuthenticationError also if monday answers that the token has no user or an inactive one
   * @throws MondayGraphQLError
   */
  async me(accessToken: string, timeoutMs?: number): Promise<MondayIdentity> {
    const query = identityQuery(this.config.monday.apiVersion);
    const { me } = await this.run({ accessToken, timeoutMs }, (client) =>
      client.request<{ me?: unknown }>(query),
    );
    if (isInactive(me)) throw new MondayAuthenticationError();
    const identity = readIdentity(me);
    if (!identity) throw new MondayUnexpectedAnswerError();
    return identity;
  }

  /**
   * Runs one query or mutation and resolves to its `data`.
   * @throws MondayGraphQLError also if monday answers 200 with errors; the error contains partial data
   */
  request<T>(accessToken: string, query: string, variables?: Record<string, unknown>): Promise<T> {
    return this.run({ accessToken }, (client) => client.request<T>(query, variables));
  }

  /**
   * All requests that `work` sends through the client use the token, limits and key of `call`. This gives access to the
   * typed operations of `@mondaydotcomorg/api`.
   * @throws MondayGraphQLError
   */
  async run<T>(call: MondayCall, work: (client: ApiClient) => Promise<T>): Promise<T> {
    const client = await (this.client ??= this.load());
    const timeoutMs = call.timeoutMs ?? this.config.monday.timeoutMs;
    return this.calls.run('graphql', () => this.transport.run({ ...call, timeoutMs }, () => work(client)));
  }

  private async load(): Promise<ApiClient> {
    const { ApiClient } = await import('@mondaydotcomorg/api');
    const { apiEndpoint, apiVersion } = this.config.monday;
    const { fetch, checkAnswer } = this.transport;
    return new ApiClient({
      // Each call has its own token.
      token: '',
      apiVersion,
      endpoint: apiEndpoint,
      requestConfig: { fetch, responseMiddleware: checkAnswer },
    });
  }
}
