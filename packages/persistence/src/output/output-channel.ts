import { constants, fstatSync, openSync, write, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { type Writable } from 'node:stream';

/** Number of retries for a terminal that accepts no more data. */
const BUSY_RETRY_MS = 20;
/** Maximum time that the exit of the process waits for a reader. */
const EXIT_LIMIT_MS = 200;

/** An output for bytes. */
export interface OutputChannel {
  /**
   * Writes the whole chunk, one chunk at a time.
   * @param done called once, with the number of bytes that were written (0 if that is not known)
   */
  write(chunk: Buffer, done: (error: NodeJS.ErrnoException | null, written: number) => void): void;

  /**
   * Writes what can be written at once, when the process exits; never throws.
   * @param isBusy whether an earlier chunk is still being written
   */
  writeNow(chunk: Buffer, isBusy: boolean): void;
}

/**
 * Creates the channel for the kind of descriptor. A pipe or socket is written by the event loop, because a blocked
 * thread could not be stopped and would prevent the process from exiting. A file is written by a thread, so that a slow
 * disk does not block the event loop.
 * @param fd of standard output or standard error
 * @param stream Node's own stream of the same descriptor
 */
export function openChannel(fd: 1 | 2, stream: Writable): OutputChannel {
  if (isPipe(fd)) return new StreamChannel(fd, stream);
  return isatty(fd) ? new DescriptorChannel(reopenTerminal(fd), false) : new DescriptorChannel(fd, true);
}

class StreamChannel implements OutputChannel {
  constructor(
    private readonly fd: number,
    private readonly stream: Writable,
  ) {}

  write(chunk: Buffer, done: (error: NodeJS.ErrnoException | null, written: number) => void): void {
    this.stream.write(chunk, (error) => done(error ?? null, error ? 0 : chunk.length));
  }

  writeNow(chunk: Buffer, isBusy: boolean): void {
    // It is not known how much of the earlier chunk was written, so further data could end up in the middle of a line.
    if (!isBusy) writeWithin(EXIT_LIMIT_MS, this.fd, chunk);
  }
}

class DescriptorChannel implements OutputChannel {
  /** @param isFile a file takes each write as a whole, whatever else is being written */
  constructor(
    private readonly fd: number,
    private readonly isFile: boolean,
  ) {}

  write(chunk: Buffer, done: (error: NodeJS.ErrnoException | null, written: number) => void): void {
    const writeFrom = (start: number): void => {
      write(this.fd, chunk, start, chunk.length - start, null, (error, count) => {
        const end = start + (error ? 0 : count);
        if (error && error.code !== 'EAGAIN') done(error, end);
        else if (end === chunk.length) done(null, end);
        else if (end > start) writeFrom(end);
        else setTimeout(writeFrom, BUSY_RETRY_MS, end).unref();
      });
    };
    writeFrom(0);
  }

  writeNow(chunk: Buffer, isBusy: boolean): void {
    if (this.isFile || !isBusy) writeWithin(EXIT_LIMIT_MS, this.fd, chunk);
  }
}

function isPipe(fd: number): boolean {
  try {
    const kind = fstatSync(fd);
    return kind.isFIFO() || kind.isSocket();
  } catch {
    // Closed: each write fails and is counted.
    return false;
  }
}

/** A stopped terminal (Ctrl+S) blocks writers; a separate descriptor fails instead. */
function reopenTerminal(fd: number): number {
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return fd;
  }
}

function writeWithin(limitMs: number, fd: number, chunk: Buffer): void {
  const deadline = performance.now() + limitMs;
  let start = 0;
  while (start < chunk.length && performance.now() < deadline) {
    try {
      start += writeSync(fd, chunk, start);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
