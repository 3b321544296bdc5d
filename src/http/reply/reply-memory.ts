import { Injectable } from '@nestjs/common';
import { type Response } from 'express';
import { requireCaller } from '../../caller/index.js';
import { BodyMemory, type MemoryLease } from '../body/index.js';
import { LARGE_REPLY_CHARACTERS } from './large-text.js';

/** A character of a text takes up to two bytes. */
const BYTES_OF_A_CHARACTER = 2;

/** How a reply is made that may be large. */
export interface ReplySource<T> {
  readonly read: () => Promise<T>;
  /** The characters of a reply with this result. */
  readonly sizeOf: (result: T) => number;
  /** Bytes that reading takes by itself, before it is known how large the reply is; default none. */
  readonly readingBytes?: number;
}

/** Lets a large reply be made only while there is memory for it, which it holds until the client has taken it. */
@Injectable()
export class ReplyMemory {
  constructor(private readonly memory: BodyMemory) {}

  /**
   * What `read` resolves to. Where that is large and there is no memory for it, it is forgotten, and read again later.
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

  /** Apart, so that nothing refers to what was read before while this waits. */
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

/** What a reply holds; a small one is not worth counting. */
function bytesOf<T>(result: T, { sizeOf }: ReplySource<T>): number {
  const characters = sizeOf(result);
  return characters > LARGE_REPLY_CHARACTERS ? characters * BYTES_OF_A_CHARACTER : 0;
}
