/** `timeout`: there was no complete response in time. `unreachable`: the connection failed or broke. */
export type HttpRequestFailure = 'timeout' | 'unreachable';

/** Codes of failed connections: no byte of the request left. */
const NOT_CONNECTED: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND'];

/** There is no complete response. The cause is the network's error. */
export class HttpRequestError extends Error {
  override readonly name = 'HttpRequestError';

  constructor(
    readonly failure: HttpRequestFailure,
    cause: unknown,
  ) {
    super(failure === 'timeout' ? 'The server did not answer in time.' : 'The server cannot be reached.', {
      cause,
    });
  }

  /** True if the server certainly did not receive the request. */
  get isUnsent(): boolean {
    const error = this.cause as { cause?: { code?: unknown } } | undefined;
    return NOT_CONNECTED.includes(error?.cause?.code);
  }
}

/** The body of a response is larger than the request allows. */
export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError';

  constructor(maxBytes: number) {
    super(`The response has more than ${maxBytes} bytes.`);
  }
}
