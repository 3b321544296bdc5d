import { type Response } from 'express';
import { type LargeText } from './large-text.js';

const PIECE_CHARACTERS = 64 * 1024;

/**
 * Sends a text of UTF-8 piece by piece, as the client takes it, so that it is in memory only once however slowly that
 * is. Status and headers must be set.
 * @param stallMs the connection of a client that takes nothing for so long is cut
 */
export function sendInPieces(response: Response, { parts }: LargeText, stallMs: number): void {
  response.setHeader(
    'Content-Length',
    parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0),
  );
  const pieces = piecesOf(parts);
  const timer = setTimeout(() => response.destroy(), stallMs).unref();
  response.once('close', () => clearTimeout(timer));
  const send = (): void => {
    timer.refresh();
    for (;;) {
      const { value, done } = pieces.next();
      if (done === true) break;
      if (!response.write(value)) return;
    }
    response.off('drain', send).end();
  };
  response.on('drain', send);
  send();
}

function* piecesOf(parts: readonly string[]): Generator<string, void> {
  for (const part of parts) {
    for (let at = 0; at < part.length;) {
      const end = endOfPiece(part, at + PIECE_CHARACTERS);
      yield part.slice(at, end);
      at = end;
    }
  }
}

/** Never between the halves of a surrogate pair, which would each become U+FFFD. */
function endOfPiece(text: string, end: number): number {
  const unit = text.charCodeAt(end - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? end + 1 : end;
}
