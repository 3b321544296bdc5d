import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type OutgoingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { messageOf, reasonOf, type ErrorBody } from '../errors/index.js';

/** Node stores the current reply of a connection here; there is no public API for it. */
type HttpSocket = Duplex & { readonly _httpMessage?: OutgoingMessage | null };

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/**
 * Answers malformed requests, headers that are too large and requests that arrive too slowly in the common error
 * format, and closes the connection. They never reach Express.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: HttpSocket): void {
  const replyHasBegun = socket._httpMessage?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || replyHasBegun) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_CODE[error.code ?? ''] ?? 400;
  const requestId = randomUUID();
  const body: ErrorBody = {
    error: 'HTTPException',
    code: `http.${reasonOf(status)}`,
    message: messageOf(status),
    statusCode: status,
    requestId,
  };
  socket.end(replyText(status, requestId, JSON.stringify(body)), () => socket.destroy());
}

function replyText(status: number, requestId: string, body: string): string {
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
