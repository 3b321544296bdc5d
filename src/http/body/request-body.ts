import { isUtf8 } from 'node:buffer';
import { type Request, type Response } from 'express';
import { BodyAbortedException, BodyNotJsonException, BodyTooLargeException } from './body.errors.js';
import { DISCARDED_BODY_BYTES } from './body.limits.js';

/** `full`: there may be more, but it would not fit; nothing beyond what was read so far is taken from the socket. */
type Progress = 'complete' | 'full';

/** The body of one request: read up to a limit, and further with a higher limit if it is to be taken after all. */
export class RequestBody {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private continued = false;

  constructor(
    private readonly request: Request,
    private readonly response: Response,
  ) {}

  /**
   * Reads until the end or until there is more than `limit`, and calls back once. Never calls back where the client
   * goes away.
   */
  read(limit: number, done: (progress: Progress) => void): void {
    const { request } = this;
    if (this.bytes > limit) return done('full');
    const finish = (progress: Progress): void => {
      request.pause();
      request.off('data', take).off('end', end);
      done(progress);
    };
    const take = (chunk: Buffer): void => {
      this.chunks.push(chunk);
      this.bytes += chunk.length;
      if (this.bytes > limit) finish('full');
    };
    const end = (): void => finish('complete');
    this.allowClientToSend();
    request.on('data', take).on('end', end).resume();
  }

  /**
   * Reads the rest.
   * @throws BodyTooLargeException
   */
  readAll(limit: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.request.once('close', () => reject(new BodyAbortedException()));
      this.read(limit, (progress) => {
        if (progress === 'complete') resolve();
        else reject(new BodyTooLargeException(limit));
      });
    });
  }

  /**
   * The parsed body; `undefined` where it was empty.
   * @throws BodyNotJsonException
   */
  parse(): unknown {
    if (this.bytes === 0) return undefined;
    const bytes =
      this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks, this.bytes);
    this.chunks.length = 0;
    if (!isUtf8(bytes)) throw new BodyNotJsonException();
    return parseContainer(bytes.toString('utf8'));
  }

  /** Throws away what is left once the reply is out, within bounds, so that the connection can be used again. */
  discardAfterReply(): void {
    this.response.once('finish', () => {
      this.chunks.length = 0;
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

  /** A client that asked first is told to send only now that its body is wanted. */
  private allowClientToSend(): void {
    if (this.continued) return;
    this.continued = true;
    if (this.request.headers.expect !== undefined) this.response.writeContinue();
  }
}

/** A body is an object or a list; anything else would only be an odd way to send nothing. */
function parseContainer(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BodyNotJsonException();
  }
  if (typeof value !== 'object' || value === null) throw new BodyNotJsonException();
  return value;
}
