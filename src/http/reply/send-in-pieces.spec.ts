import { EventEmitter } from 'node:events';
import { type Response } from 'express';
import { LargeText } from './large-text.js';
import { sendInPieces } from './send-in-pieces.js';

const PACE = { replyStallMs: 30_000, replyBytesPerSecond: 16 * 1024 };
const PIECE = 64 * 1024;

/** A response that takes one piece at a time, whenever the client is said to have taken the one before. */
class SlowResponse extends EventEmitter {
  writableLength = 0;
  destroyed = false;
  isEnded = false;
  sent = '';

  setHeader(): void {
    // Not looked at here.
  }

  write(piece: string): boolean {
    this.sent += piece;
    this.writableLength = Buffer.byteLength(piece);
    return false;
  }

  take(): void {
    this.writableLength = 0;
    this.emit('drain');
  }

  end(): void {
    this.isEnded = true;
    this.emit('close');
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

describe('sendInPieces', () => {
  let response: SlowResponse;

  beforeEach(() => {
    jest.useFakeTimers();
    response = new SlowResponse();
  });

  afterEach(() => jest.useRealTimers());

  const send = (parts: readonly string[]): void =>
    sendInPieces(response as unknown as Response, new LargeText(parts), PACE);

  it('sends every piece as the client takes the one before', () => {
    const parts = ['a'.repeat(PIECE + 1), '€'.repeat(PIECE)];
    send(parts);
    for (let taken = 0; taken < 4 && !response.isEnded; taken += 1) response.take();
    expect([response.isEnded, response.sent === parts.join('')]).toEqual([true, true]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('cuts off a client that takes nothing', () => {
    send(['a'.repeat(2 * PIECE)]);
    jest.advanceTimersByTime(PACE.replyStallMs - 1);
    expect(response.destroyed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(response.destroyed).toBe(true);
  });

  it('cuts off a client that takes a little each time before it would stall', () => {
    send(['a'.repeat(100 * PIECE)]);
    for (let taken = 0; taken < 2; taken += 1) {
      expect(response.destroyed).toBe(false);
      jest.advanceTimersByTime(PACE.replyStallMs - 1);
      response.take();
    }
    expect(response.destroyed).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('serves a client that is slow, but fast enough, to the end', () => {
    send(['a'.repeat(100 * PIECE)]);
    for (let taken = 0; taken < 100; taken += 1) {
      jest.advanceTimersByTime((1_000 * PIECE) / PACE.replyBytesPerSecond);
      response.take();
    }
    expect([response.isEnded, response.destroyed]).toEqual([true, false]);
  });
});
