import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { PlatformDatabase } from '../database/index.js';
import { Crc32c } from './crc32c.js';
import { ObjectRefusal } from './object-storage.errors.js';

/** A part of an object: from the first byte to the last one, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** docs/monday-platform.md#object-storage */
export const MAX_OBJECT_BYTES = 500 * 1024 * 1024;
/** Size of a stored part in bytes, as of the parts of files. */
const CHUNK_BYTES = 768 * 1024;

interface ChunkRow {
  readonly start: number;
  readonly size: number;
  readonly base64: string;
}

/** The bytes of objects, in parts. At most one part of a transfer is in memory. */
@Injectable()
export class ObjectContents {
  constructor(private readonly database: PlatformDatabase) {}

  /**
   * Appends a stream to an upload. What arrived stays stored if the stream breaks.
   * @param at size of what is stored
   * @returns the new size
   * @throws ObjectRefusal 413 if the upload becomes larger than `maxBytes`, 404 if it ends meanwhile; the rest is not
   *   read
   */
  async append(
    id: string,
    at: number,
    stream: AsyncIterable<Buffer>,
    maxBytes = MAX_OBJECT_BYTES,
  ): Promise<number> {
    let end = at;
    let pending: Buffer[] = [];
    let pendingSize = 0;
    const flush = (): void => {
      const bytes = Buffer.concat(pending, pendingSize);
      pending = [];
      pendingSize = 0;
      if (bytes.length > 0) this.add(id, end, bytes);
      end += bytes.length;
    };
    try {
      for await (const chunk of stream) {
        if (end + pendingSize + chunk.length > maxBytes) throw ObjectRefusal.tooLarge(maxBytes);
        pending.push(chunk);
        pendingSize += chunk.length;
        if (pendingSize >= CHUNK_BYTES) flush();
      }
    } finally {
      flush();
    }
    return end;
  }

  /** The CRC-32C of the bytes, base64. */
  async checksum(id: string): Promise<string> {
    const crc32c = new Crc32c();
    for await (const bytes of this.read(id)) crc32c.update(bytes);
    return crc32c.digest().toString('base64');
  }

  /** The bytes, part after part. It ends early if the content is removed meanwhile. */
  async *read(id: string, range: ByteRange = { first: 0, last: MAX_OBJECT_BYTES }): AsyncGenerator<Buffer> {
    let at = range.first;
    while (at <= range.last) {
      const row = this.database.get<ChunkRow>(
        'SELECT start, size, base64 FROM object_chunks WHERE content_id = ? AND start <= ? ORDER BY start DESC LIMIT 1',
        id,
        at,
      );
      if (!row || at >= row.start + row.size) return;
      const bytes = Buffer.from(row.base64, 'base64').subarray(at - row.start, range.last + 1 - row.start);
      at += bytes.length;
      yield bytes;
      await nextTurn();
    }
  }

  remove(id: string): void {
    this.database.run('DELETE FROM object_chunks WHERE content_id = ?', id);
  }

  /** Adds a part to an upload, but not to one that has ended: nothing would remove the part. */
  private add(id: string, start: number, bytes: Buffer): void {
    this.database.transaction(() => {
      const end = start + bytes.length;
      const changed = this.database.run('UPDATE object_uploads SET size = ? WHERE content_id = ?', end, id);
      if (changed === 0) throw ObjectRefusal.noUpload();
      const row = { content_id: id, start, size: bytes.length, base64: bytes.toString('base64') };
      this.database.insert('object_chunks', row);
    });
  }
}
