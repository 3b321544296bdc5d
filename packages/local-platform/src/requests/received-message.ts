import { type HttpResponse } from 'monday-persistence/http-client';
import { Message } from './exchange.js';

/** A response of the app; a body that is too long to be read is left out. */
export function receivedMessage(response: HttpResponse): Message {
  try {
    return Message.of(response.headers, response.bytes());
  } catch {
    return Message.of(response.headers);
  }
}
