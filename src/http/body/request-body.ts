import { isUtf8 } from 'node:buffer';
import { type Request, type Response } from 'express';
import {
  BodyAbortedException,
  BodyFragmentedException,
  BodyNotJsonException,
  BodyTooLargeException,
} from './body.errors.js';
import { DISCARDED_BODY_BYTES, MAX_PIECES, UNAUTHENTICATED_PIECES } from './body-limits.js';
import { type Unfinished, type UnauthenticatedBodies } from './unauthenticated-bodies.js';

/** `full`: there may be more, but it is not read for now; nothing beyond what was read so far is taken from the socket. */
type BodyProgress = 'complete' | 'full';

interface Limit {
  readonly bytes: number;
  readonly pieces: number;
}

const EMPTY = Buffer.alloc(0);
const FIRST_CAPACITY = 1024;

/**
 * The body of one request: read up to a limit, and further with a higher limit if it is to be taken after all. Whatever
 * the size of the chunks in which it comes, it is held in one buffer.
 */
export class RequestBody implements Unfinished {
  /** What the client says its length is; `undefined` if it does not. */
  readonly declaredBytes: number | undefined;
  private buffer: Buffer = EMPTY;
  private bytes = 0;
  private pieces = 0;
  private isEnded = false;
  private hasContinued = false;
  private stop: ((progress: BodyProgress) => void) | undefined;

  constructor(
    private readonly request: Request,
    private readonly response: Response,
  ) {
    const length = request.headers['content-length'];
    this.declaredBytes = length === undefined ? undefined : Number(length);
  }

  get receivedBytes(): number {
    return this.bytes;
  }

  get isComplete(): boolean {
    return this.isEnded;
  }

  /** Whether it came in more pieces than it may while its sender is not proven. */
  get isFragmented(): boolean {
    return this.pieces > UNAUTHENTICATED_PIECES;
  }

  /**
   * Reads until the end, until there is more than `limit`, or until it has to yield, and calls back once. Never calls
   * back if the client goes away.
   */
  readUnauthenticated(
    limit: number,
    unauthenticated: UnauthenticatedBodies,
    done: (progress: BodyProgress) => void,
  ): void {
    let isHeld = false;
    const hold = (capacity: number): void => {
      if (!isHeld) this.request.once('close', () => unauthenticated.release(this));
      isHeld = true;
      unauthenticated.hold(this, capacity);
    };
    this.read({ bytes: limit, pieces: UNAUTHENTICATED_PIECES }, hold, (progress) => {
      if (isHeld) unauthenticated.release(this);
      done(progress);
    });
  }

  /**
   * Reads the rest.
   * @throws BodyTooLargeException | BodyFragmentedException
   */
  readAll(limit: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.request.once('close', () => reject(new BodyAbortedException()));
      this.read(
        { bytes: limit, pieces: MAX_PIECES },
        () => undefined,
        (progress) => {
          if (progress === 'complete') resolve();
          else reject(this.bytes > limit ? new BodyTooLargeException(limit) : new BodyFragmentedException());
        },
      );
    });
  }

  yield(): void {
    this.stop?.('full');
  }

  /**
   * Takes the bytes; `undefined` if there are none.
   * @throws BodyNotJsonException if they are not UTF-8
   */
  take(): Buffer | undefined {
    if (this.bytes === 0) return undefined;
    const bytes = this.buffer.subarray(0, this.bytes);
    this.forget();
    if (!isUtf8(bytes)) throw new BodyNotJsonException();
    return bytes;
  }

  /** Discards the rest after the reply was sent, up to a limit, so that the connection can be reused. */
  discardAfterReply(): void {
    this.response.once('finish', () => {
      this.forget();
      if (this.request.complete) return;
      let bytes = 0;
      this.request
        .on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > DISCARDED_BODY_BYTES) this.request.destroy();
        })
        .resume();
    });
  }

  private read(limit: Limit, grow: (capacity: number) => void, done: (progress: BodyProgress) => void): void {
    const { request } = this;
    const isFull = (): boolean => this.bytes > limit.bytes || this.pieces > limit.pieces;
    if (isFull()) return done('full');
    const stop = (progress: BodyProgress): void => {
      this.stop = undefined;
      request.pause();
      request.off('data', take).off('end', end);
      done(progress);
    };
    const take = (chunk: Buffer): void => {
      this.pieces += 1;
      this.append(chunk, limit.bytes, grow);
      if (isFull()) this.stop?.('full');
    };
    const end = (): void => {
      this.isEnded = true;
      stop('complete');
    };
    this.stop = stop;
    this.allowClientToSend();
    request.on('data', take).on('end', end).resume();
  }

  private append(chunk: Buffer, limit: number, grow: (capacity: number) => void): void {
    const bytes = this.bytes + chunk.length;
    if (this.bytes === 0 && bytes === this.declaredBytes) {
      // Most bodies consist of one chunk, which is not copied.
      this.buffer = chunk;
      this.bytes = bytes;
      return;
    }
    if (bytes > this.buffer.length) {
      const buffer = Buffer.allocUnsafeSlow(this.capacityFor(bytes, limit));
      this.buffer.copy(buffer, 0, 0, this.bytes);
      this.buffer = buffer;
    }
    chunk.copy(this.buffer, this.bytes);
    this.bytes = bytes;
    // Last, because it may have to yield.
    grow(this.buffer.length);
  }

  /** Doubles the buffer, so that many small chunks are not copied repeatedly; never larger than the expected size. */
  private capacityFor(bytes: number, limit: number): number {
    const most = Math.min(this.declaredBytes ?? limit, limit);
    return Math.max(bytes, Math.min(most, Math.max(FIRST_CAPACITY, this.buffer.length * 2)));
  }

  private forget(): void {
    this.buffer = EMPTY;
    this.bytes = 0;
  }

  /** Sends `100 Continue` only when the body is needed. */
  private allowClientToSend(): void {
    if (this.hasContinued) return;
    this.hasContinued = true;
    if (this.request.headers.expect !== undefined) this.response.writeContinue();
  }
}
