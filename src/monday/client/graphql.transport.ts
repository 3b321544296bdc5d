import { isObject } from 'monday-persistence/json';
import { AsyncLocalStorage } from 'node:async_hooks';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { HttpRequestError, ResponseTooLargeError, sendHttpRequest } from 'monday-persistence/http-client';
import { classifyAnswer } from './classify-answer.js';
import { type DeprecationWarnings } from './deprecation-warnings.js';
import { readFailedAnswer } from './failed-answer.js';
import {
  MondayGraphQLError,
  MondayTimeoutError,
  MondayUnavailableError,
  MondayUnexpectedAnswerError,
} from './graphql.errors.js';

/** Data of one call, which is not part of the shared client. */
export interface TransportCall {
  readonly accessToken: string;
  readonly timeoutMs: number;
  readonly idempotencyKey?: string;
  /** Version of the API, in place of the configured one. */
  readonly apiVersion?: string;
  readonly signal?: AbortSignal;
  /** Called with the headers of every reply, including failures. */
  readonly onHeaders?: (headers: Headers) => void;
}

const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

/** One for all transports: Node looks at each that was ever used whenever a promise is made. */
const calls = new AsyncLocalStorage<TransportCall>();

/**
 * Hooks through which `@mondaydotcomorg/api` sends its requests. That client has one token and does not support headers
 * per call (docs/monday-platform.md#the-api-client). The hooks add the token and the options of each call, so that one
 * client serves all callers.
 */
export class GraphQLTransport {
  constructor(private readonly warnings: DeprecationWarnings) {}

  /** All requests that `work` sends use the options of `call`. */
  run<T>(call: TransportCall, work: () => Promise<T>): Promise<T> {
    return calls.run(call, work);
  }

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const call = calls.getStore();
    if (!call) throw new Error('A request to monday was sent outside a call.');
    const signals = [call.signal, init.signal].filter((signal) => signal instanceof AbortSignal);
    try {
      const response = await sendHttpRequest({
        method: init.method ?? 'POST',
        url: url instanceof Request ? url.url : url,
        headers: headersOf(init, call),
        body: init.body,
        timeoutMs: call.timeoutMs,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        signal: AbortSignal.any(signals),
      });
      const { status, headers, isSuccess } = response;
      call.onHeaders?.(headers);
      // An error status takes precedence over the body, because proxies may answer with HTML or truncated JSON.
      if (!isSuccess) throw answerError(status, headers, response.json());
      const text = response.text();
      // The client would fail on any other JSON with an error of its own.
      if (!text.trimStart().startsWith('{')) throw new MondayUnexpectedAnswerError();
      return new Response(text, { status, headers });
    } catch (error) {
      throw failureOf(error, call);
    }
  };

  /** Converts every failure into an error of the app. Called with the reply or with the thrown error. */
  readonly checkAnswer = (answer: unknown): void => {
    if (answer instanceof MondayGraphQLError) throw answer;
    if (isClientError(answer)) {
      const { status, headers, ...body } = answer.response;
      throw answerError(status, headers, body);
    }
    // A `RangeError` comes from replies that are nested too deeply.
    if (answer instanceof SyntaxError || answer instanceof RangeError)
      throw new MondayUnexpectedAnswerError({ cause: answer });
    if (answer instanceof Error) throw answer;
    // The older error shape may have data, no `errors`, and status 200.
    const { status, headers, ...body } = answer as AnswerLike;
    if (typeof body.error_code === 'string' || typeof body.error_message === 'string') {
      throw answerError(status, headers, body);
    }
    if (!isObject(body.data)) throw new MondayUnexpectedAnswerError();
    this.warnings.report(body.extensions);
  };
}

function answerError(status: number, headers: Headers | undefined, body: unknown): MondayGraphQLError {
  return classifyAnswer(readFailedAnswer(status, headers, body, SYSTEM_CLOCK.now()));
}

interface AnswerLike {
  readonly status: number;
  readonly data?: unknown;
  readonly extensions?: unknown;
  readonly error_code?: unknown;
  readonly error_message?: unknown;
  readonly headers?: Headers;
}

/**
 * Detected by shape, because importing the class would load the package. Its message contains the request, so it is
 * never kept.
 */
function isClientError(value: unknown): value is Error & { readonly response: AnswerLike } {
  return value instanceof Error && 'response' in value && typeof value.response === 'object';
}

function headersOf(init: RequestInit, call: TransportCall): Headers {
  const headers = new Headers(init.headers);
  headers.set('Authorization', call.accessToken);
  if (call.idempotencyKey !== undefined) headers.set('Idempotency-Key', call.idempotencyKey);
  if (call.apiVersion !== undefined) headers.set('API-Version', call.apiVersion);
  return headers;
}

function failureOf(error: unknown, { signal }: TransportCall): unknown {
  if (error instanceof MondayGraphQLError) return error;
  if (error instanceof ResponseTooLargeError) return new MondayUnexpectedAnswerError({ cause: error });
  if (error instanceof HttpRequestError && error.failure === 'timeout') {
    return new MondayTimeoutError({ cause: error });
  }
  return signal?.aborted ? error : new MondayUnavailableError({ cause: error });
}
