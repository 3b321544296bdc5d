import { STATUS_CODES } from 'node:http';
import { HttpStatus } from '@nestjs/common';

/** The status in words, such as `payload_too_large`: the last part of the code of an HTTP failure. */
export function reasonOf(status: number): string {
  return (HttpStatus[status] ?? STATUS_CODES[status] ?? 'error').toLowerCase().replace(/[^a-z]+/g, '_');
}

const MESSAGE: Readonly<Record<number, string>> = {
  400: 'The request is malformed.',
  401: 'The request needs valid credentials.',
  403: 'This is not allowed.',
  404: 'This address does not exist.',
  405: 'This method is not allowed here.',
  408: 'The request took too long to arrive.',
  413: 'The body is too large.',
  415: 'The media type or encoding of the body is not supported.',
  417: 'The Expect header is not supported.',
  422: 'The request cannot be processed.',
  429: 'Too many requests. Try again later.',
  431: 'The headers are too large.',
  503: 'The service is not available right now. Try again later.',
};

/** The default message for a status. */
export function messageOf(status: number): string {
  return MESSAGE[status] ?? (status >= 500 ? 'The request failed.' : 'The request was refused.');
}
