import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PAGE_BYTES = 128 * 1024;

/**
 * The last bytes that were appended, in a temporary file of a fixed maximum size. The file has no name once it is open, so
 * that no other program reads it and nothing is left after a crash. Small records are written together. If the disk is
 * full, what was appended so far is forgotten, and no error is thrown.
 */
export class ContentFile {
  private file: number | undefined;
  private isClosed = false;
  /** The records that are not written yet. */
  private page: Buffer | undefined;
  private pageBytes = 0;
  /** Position of the page. Positions only grow; the place in the file is the remainder by the capacity. */
  private pageStart = 0;
  /** What begins before this position was not written, or was overwritten. */
  private oldest = 0;

  /** @param capacity in bytes */
  constructor(private readonly capacity: number) {}

  /** @returns its position, or `undefined` if it is larger than a file may be or the file is closed */
  append(record: Uint8Array): number | undefined {
    if (this.isClosed || record.length > this.capacity) return undefined;
    const page = (this.page ??= Buffer.allocUnsafeSlow(PAGE_BYTES));
    if (this.pageBytes + record.length > this.room(page.length)) this.flush();
    if (record.length > this.room(page.length)) return this.appendLarge(record);
    page.set(record, this.pageBytes);
    this.pageBytes += record.length;
    return this.pageStart + this.pageBytes - record.length;
  }

  /** `undefined` if it is no longer there. @param size of the record in bytes */
  read(position: number, size: number): Buffer | undefined {
    if (position < this.oldest || this.isClosed) return undefined;
    const inPage = position - this.pageStart;
    if (inPage >= 0) return this.page && Buffer.from(this.page.subarray(inPage, inPage + size));
    const record = Buffer.allocUnsafeSlow(size);
    try {
      const read = readSync(this.opened(), record, 0, size, position % this.capacity);
      return read === size ? record : undefined;
    } catch {
      return undefined;
    }
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
    this.page = undefined;
    this.isClosed = true;
  }

  /** Of a page that begins here, without going past the end of the file. */
  private room(pageLength: number): number {
    return Math.min(pageLength, this.capacity - (this.pageStart % this.capacity));
  }

  private flush(): void {
    if (this.page) this.write(this.page.subarray(0, this.pageBytes));
    this.pageBytes = 0;
  }

  private appendLarge(record: Uint8Array): number {
    const left = this.capacity - (this.pageStart % this.capacity);
    if (record.length > left) this.pageStart += left;
    const position = this.pageStart;
    this.write(record);
    return position;
  }

  private write(bytes: Uint8Array): void {
    try {
      const place = this.pageStart % this.capacity;
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.opened(), bytes, done, bytes.length - done, place + done);
      }
      this.pageStart += bytes.length;
    } catch {
      this.pageStart += bytes.length;
      this.oldest = this.pageStart;
    }
    this.oldest = Math.max(this.oldest, this.pageStart - this.capacity);
  }

  private opened(): number {
    if (this.file !== undefined) return this.file;
    const path = join(tmpdir(), `monday-local-platform-${randomUUID()}`);
    this.file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return this.file;
  }
}
