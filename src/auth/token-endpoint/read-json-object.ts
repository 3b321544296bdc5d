import { type HttpResponse } from 'monday-persistence/http-client';
import { isObject } from 'monday-persistence/json';

/** The reply is not a JSON object. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i;

/**
 * The JSON object in a response. Its content type must be JSON.
 * @throws UnreadableAnswerError | ResponseTooLargeError
 */
export function readJsonObject(response: HttpResponse): Record<string, unknown> {
  if (!JSON_TYPE.test(response.headers.get('content-type') ?? '')) {
    throw new UnreadableAnswerError('The answer is not JSON by its type.');
  }
  const value = response.json();
  if (!isObject(value)) {
    throw new UnreadableAnswerError('The answer is not a JSON object.');
  }
  return value;
}
