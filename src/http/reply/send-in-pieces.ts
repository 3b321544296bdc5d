import { type Response } from 'express';
import { type LargeText } from './large-text.js';

const PIECE_CHARACTERS = 64 * 1024;

/** How slowly a client may take a large reply, which holds memory until it is taken. */
export interface ReplyPace {
  /** Milliseconds for which it may take nothing. */
  readonly replyStallMs: number;
  /** Bytes a second that it must take on the whole, beside one such pause. */
  readonly replyBytesPerSecond: number;
}

/**
 * Sends a text of UTF-8 piece by piece, as the client takes it, so that it is in memory only once however slowly that
 * is. Status and headers must be set. The connection of a client that is too slow is cut.
 */
export function sendInPieces(response: Response, text: LargeText, pace: ReplyPace): void {
  response.setHeader('Content-Length', text.bytes);
  const pieces = piecesOf(text.parts);
  const begun = performance.now();
  let sentBytes = 0;
  const isTooSlow = (): boolean => {
    const taken = sentBytes - response.writableLength;
    return performance.now() - begun > pace.replyStallMs + (1_000 * taken) / pace.replyBytesPerSecond;
  };
  const timer = setTimeout(() => response.destroy(), pace.replyStallMs).unref();
  response.once('close', () => clearTimeout(timer));
  const send = (): void => {
    if (isTooSlow()) {
      response.destroy();
      return;
    }
    timer.refresh();
    for (;;) {
      const { value, done } = pieces.next();
      if (done === true) break;
      sentBytes += Buffer.byteLength(value);
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
