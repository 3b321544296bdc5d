import { HttpRequestError, HttpResponse, ResponseTooLargeError } from 'monday-persistence/http-client';
import { failedRequest, failedResponse } from './failed-exchange.js';

const response = (status: number, retryAfter?: string): HttpResponse =>
  new HttpResponse(
    status,
    new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    Buffer.from('text of the server'),
    1_000,
  );

describe('failedResponse', () => {
  it.each([
    [302, 'unavailable'],
    [400, 'failed'],
    [401, 'failed'],
    [404, 'failed'],
    [429, 'rate_limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [520, 'unavailable'],
  ])('takes a %i for %s', (status, failure) => {
    expect(failedResponse(response(status)).failure).toBe(failure);
  });

  it.each([
    ['7', 7],
    ['0', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads a Retry-After of %s', (header, seconds) => {
    expect(failedResponse(response(503, header)).retryAfterSeconds).toBe(seconds);
  });

  it('keeps the status for the log, and nothing of the text', () => {
    expect(String(failedResponse(response(503)).cause)).toBe('Error: The server answered with status 503.');
  });
});

describe('failedRequest', () => {
  it.each([
    [new HttpRequestError('timeout', new Error()), 'timeout'],
    [new HttpRequestError('unreachable', new Error()), 'unavailable'],
    [new ResponseTooLargeError(1), 'failed'],
    [new Error('anything else'), 'failed'],
  ])('takes %s for what it is', (error, failure) => {
    expect(failedRequest(error)).toEqual({ failure, cause: error });
  });
});
