import { SYSTEM_CLOCK } from '../clock/index.js';
import { tryParseJson } from '../json/index.js';
import { ResponseTooLargeError } from './http-client.errors.js';
import { parseRetryAfter } from './parse-retry-after.js';

/** A response that was read to its end or to its limit. */
export class HttpResponse {
  /**
   * @param body `undefined` if it is larger than `maxBytes`
   * @param maxBytes the limit of the request
   */
  constructor(
    readonly status: number,
    readonly headers: Headers,
    private readonly body: Buffer | undefined,
    private readonly maxBytes: number,
  ) {}

  /** Whether the status is one of 200 to 299. */
  get isSuccess(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** Whole seconds that the server wants the client to wait; see {@link parseRetryAfter}. */
  get retryAfterSeconds(): number | undefined {
    return parseRetryAfter(this.headers.get('retry-after'), SYSTEM_CLOCK.now());
  }

  /** @throws ResponseTooLargeError */
  bytes(): Buffer {
    if (!this.body) throw new ResponseTooLargeError(this.maxBytes);
    return this.body;
  }

  /** @throws ResponseTooLargeError */
  text(): string {
    return this.bytes().toString('utf8');
  }

  /** The parsed body; `undefined` if it is not JSON. @throws ResponseTooLargeError */
  json(): unknown {
    return tryParseJson(this.text());
  }
}
