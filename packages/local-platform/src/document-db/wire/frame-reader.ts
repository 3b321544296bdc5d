/** Length, request id, id of the request that is answered, kind of the message. */
export const HEADER_BYTES = 16;
/** What `hello` says about the longest message. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** The bytes are no messages, so that nothing after them can be understood either. */
export class BrokenFrameError extends Error {}

/** Cuts a stream of bytes into messages. It keeps no more than one message and what came with its end. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private size = 0;

  /** @param limit of one message; grows when the client has proven who it is */
  constructor(private readonly limit: () => number) {}

  /** Whether a message has begun and not ended. */
  get isWaiting(): boolean {
    return this.size > 0;
  }

  /** @returns the messages that are complete now. @throws BrokenFrameError */
  *push(chunk: Buffer): Generator<Buffer> {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size >= 4) {
      const length = this.nextLength();
      if (length < HEADER_BYTES || length > this.limit())
        throw new BrokenFrameError('wrong length of a message');
      if (this.size < length) return;
      yield this.take(length);
    }
  }

  private nextLength(): number {
    if ((this.chunks[0]?.length ?? 0) < 4) this.join();
    return (this.chunks[0] as Buffer).readInt32LE(0);
  }

  private take(length: number): Buffer {
    this.join();
    const all = this.chunks[0] as Buffer;
    this.size = all.length - length;
    this.chunks = this.size > 0 ? [all.subarray(length)] : [];
    return all.subarray(0, length);
  }

  private join(): void {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks)];
  }
}
