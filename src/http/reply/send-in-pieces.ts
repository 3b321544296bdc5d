import { type Response } from 'express';
import { type LargeText } from './large-text.js';

const PIECE_CHARACTERS = 64 * 1024;

/** Limits for the speed at which a client receives a large reply, which holds memory. */
export interface ReplyPace {
  /** Maximum time without progress, in milliseconds. */
  readonly replyStallMs: number;
  /** Minimum average rate in bytes per second, apart from one such pause. */
  readonly replyBytesPerSecond: number;
}

/**
 * Sends a text as UTF-8 in chunks as the client receives it, so that it is in memory only once. Status and headers must
 * be set. The connection of a slow client is closed.
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

/** Never splits a surrogate pair, whose halves would become U+FFFD. */
function endOfPiece(text: string, end: number): number {
  const unit = text.charCodeAt(end - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? end + 1 : end;
}
