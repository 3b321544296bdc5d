import { Injectable } from '@nestjs/common';
import { type Response } from 'express';
import { requireCaller } from '../../caller/index.js';
import { BodyMemory, type MemoryLease } from '../body/index.js';
import { LARGE_REPLY_CHARACTERS } from './large-text.js';

/** A character takes up to two bytes. */
const BYTES_OF_A_CHARACTER = 2;

/** How to build a potentially large reply. */
export interface ReplySource<T> {
  readonly read: () => Promise<T>;
  /** Number of characters of the reply. */
  readonly sizeOf: (result: T) => number;
  /** Bytes needed for reading, before the size of the reply is known; default none. */
  readonly readingBytes?: number;
}

/** Builds a large reply only if memory is available, and holds the memory until the client has received it. */
@Injectable()
export class ReplyMemory {
  constructor(private readonly memory: BodyMemory) {}

  /**
   * Returns the result of `read`. If it is large and no memory is available, it is discarded and read again later.
   * @throws LargeBodiesBusyError
   */
  async hold<T>(response: Response, source: ReplySource<T>): Promise<T> {
    const { readingBytes = 0 } = source;
    const lease = readingBytes > 0 ? await this.take(response, readingBytes) : undefined;
    const result = await source.read();
    const bytes = bytesOf(result, source);
    lease?.shrinkTo(bytes);
    const missing = Math.max(0, bytes - readingBytes);
    if (missing === 0 || this.memory.tryTake(response, requireCaller(), missing)) return result;
    lease?.release();
    return this.readLater(response, source, bytes);
  }

  /** A separate function, so that nothing references the previous result while it waits. */
  private async readLater<T>(response: Response, source: ReplySource<T>, expectedBytes: number): Promise<T> {
    const lease = await this.take(response, expectedBytes);
    const result = await source.read();
    const bytes = bytesOf(result, source);
    if (bytes > expectedBytes) {
      // It grew meanwhile.
      lease.release();
      return this.readLater(response, source, bytes);
    }
    lease.shrinkTo(bytes);
    return result;
  }

  private take(response: Response, bytes: number): MemoryLease | Promise<MemoryLease> {
    const owner = requireCaller();
    return this.memory.tryTake(response, owner, bytes) ?? this.memory.take(response, owner, bytes);
  }
}

/** Memory of a reply; small replies are not counted. */
function bytesOf<T>(result: T, { sizeOf }: ReplySource<T>): number {
  const characters = sizeOf(result);
  return characters > LARGE_REPLY_CHARACTERS ? characters * BYTES_OF_A_CHARACTER : 0;
}
