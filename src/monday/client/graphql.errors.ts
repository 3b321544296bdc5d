import { MondayCodeAPIError, type MondayFailure } from '../../errors/index.js';

/** Why monday's GraphQL API refused, as far as callers act differently on it. */
export type GraphQLReason =
  | 'authentication'
  | 'permission'
  | 'not_found'
  | 'validation'
  | 'complexity'
  | 'rate_limit'
  | 'daily_limit'
  | 'locked'
  | 'conflict'
  | 'unavailable'
  | 'timeout'
  | 'unexpected';

/** What is known of a failed call. Nothing of it but the reason is shown to clients. */
export interface GraphQLFailureFacts {
  /** Partial `data` of the answer, if there was some. */
  readonly data?: unknown;
  /** monday's own error codes, in their order. */
  readonly upstreamCodes?: readonly string[];
  readonly upstreamStatus?: number;
  /** monday's id of the request, for its support. */
  readonly requestId?: string;
  /** Seconds that monday asked us to wait; may be a fraction. */
  readonly retryInSeconds?: number;
  /** The query costs more than there ever is: it has to ask for less. */
  readonly isTooComplex?: boolean;
  readonly cause?: unknown;
}

/**
 * A call to monday's GraphQL API failed; the subclass says why (docs/monday-platform.md#graphql-errors).
 * `retryable` is true only if the same call may succeed later without a change.
 */
export abstract class MondayGraphQLError extends MondayCodeAPIError {
  readonly reason: GraphQLReason;
  readonly retryable: boolean;
  readonly data: unknown;
  readonly upstreamCodes: readonly string[];
  readonly upstreamStatus: number | undefined;
  readonly mondayRequestId: string | undefined;
  readonly retryInSeconds: number | undefined;

  protected constructor(
    kind: { reason: GraphQLReason; failure: MondayFailure; retryable: boolean; message?: string },
    facts: GraphQLFailureFacts,
  ) {
    super({
      api: 'graphql',
      failure: kind.failure,
      code: `graphql.${kind.reason}`,
      message: kind.message,
      retryAfterSeconds: facts.retryInSeconds === undefined ? undefined : Math.ceil(facts.retryInSeconds),
      cause: facts.cause,
    });
    this.reason = kind.reason;
    this.retryable = kind.retryable;
    this.data = facts.data;
    this.upstreamCodes = facts.upstreamCodes ?? [];
    this.upstreamStatus = facts.upstreamStatus;
    this.mondayRequestId = facts.requestId;
    this.retryInSeconds = facts.retryInSeconds;
  }
}

/** The access token is wrong, expired or revoked. */
export class MondayAuthenticationError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'monday did not accept the access token.';
    super({ reason: 'authentication', failure: 'failed', retryable: false, message }, facts);
  }
}

/** The user or the app's scopes do not allow this. */
export class MondayPermissionError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'The user or the app does not have permission at monday.';
    super({ reason: 'permission', failure: 'failed', retryable: false, message }, facts);
  }
}

export class MondayNotFoundError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'monday did not find the requested object.';
    super({ reason: 'not_found', failure: 'failed', retryable: false, message }, facts);
  }
}

/** The query or its values are wrong. */
export class MondayValidationError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'monday did not accept the query or its values.';
    super({ reason: 'validation', failure: 'failed', retryable: false, message }, facts);
  }
}

/** The complexity budget of the minute is used up, or one query costs too much. */
export class MondayComplexityError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const { isTooComplex = false } = facts;
    const failure = isTooComplex ? 'failed' : 'rate_limited';
    super({ reason: 'complexity', failure, retryable: !isTooComplex }, facts);
  }
}

/** Too many calls: by the minute, at once, for one field, or from one address. */
export class MondayRateLimitError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'rate_limit', failure: 'rate_limited', retryable: true }, facts);
  }
}

/** The calls of the day are used up; they come back at midnight UTC. */
export class MondayDailyLimitError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}, now = Date.now()) {
    const retryInSeconds = facts.retryInSeconds ?? secondsToMidnight(now);
    super({ reason: 'daily_limit', failure: 'rate_limited', retryable: false }, { ...facts, retryInSeconds });
  }
}

/** Somebody else is changing the same thing. */
export class MondayLockedError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'locked', failure: 'unavailable', retryable: true }, facts);
  }
}

/** The same call, by its idempotency key, is still running (docs/monday-platform.md#idempotency-keys). */
export class MondayConflictError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'conflict', failure: 'unavailable', retryable: true }, facts);
  }
}

export class MondayUnavailableError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'unavailable', failure: 'unavailable', retryable: true }, facts);
  }
}

export class MondayTimeoutError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'timeout', failure: 'timeout', retryable: true }, facts);
  }
}

/** An answer that is not monday's: no JSON, too large, a redirect, neither data nor errors. */
export class MondayUnexpectedAnswerError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'unexpected', failure: 'failed', retryable: false }, facts);
  }
}

function secondsToMidnight(now: number): number {
  const day = 24 * 60 * 60 * 1000;
  return Math.ceil((day - (now % day)) / 1000);
}
