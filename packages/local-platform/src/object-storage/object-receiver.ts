import { Injectable } from '@nestjs/common';
import { type SentRange } from './content-range.js';
import { MAX_OBJECT_BYTES, ObjectContents } from './object-contents.js';
import { ObjectRefusal } from './object-storage.errors.js';
import { ObjectStore, type ObjectDescription, type ObjectRow, type UploadRow } from './object.store.js';

type Bytes = AsyncIterable<Buffer>;

/** Stores the bytes of uploads. */
@Injectable()
export class ObjectReceiver {
  /** Uploads whose bytes arrive now. */
  private readonly receiving = new Set<string>();

  constructor(
    private readonly store: ObjectStore,
    private readonly contents: ObjectContents,
  ) {}

  /** Stores an object from one stream; nothing remains if it breaks. @throws ObjectRefusal */
  async receive(
    description: ObjectDescription,
    bytes: Bytes,
    maxBytes = MAX_OBJECT_BYTES,
  ): Promise<ObjectRow> {
    const upload = this.store.begin(description);
    try {
      await this.contents.append(upload.content_id, 0, bytes, maxBytes);
      return await this.complete(upload);
    } catch (error) {
      this.store.abort(upload.content_id);
      throw error;
    }
  }

  /**
   * Appends to a resumable upload.
   * @returns the object if it is complete, else how many bytes are stored
   * @throws ObjectRefusal 409 while another request appends to it; 413 if it becomes larger than its total
   */
  async resume(upload: UploadRow, range: SentRange, bytes: Bytes): Promise<ObjectRow | number> {
    const { content_id: id, size } = upload;
    if (this.receiving.has(id))
      throw new ObjectRefusal(409, 'conflict', 'The upload receives bytes already.');
    this.receiving.add(id);
    try {
      const isNext = range.first === size;
      const most = Math.min(range.total ?? MAX_OBJECT_BYTES, MAX_OBJECT_BYTES);
      const end = isNext ? await this.contents.append(id, size, bytes, most) : size;
      const isComplete = (isNext && range.endsWithBody) || end === range.total;
      return isComplete ? await this.complete(upload) : end;
    } finally {
      this.receiving.delete(id);
    }
  }

  private async complete(upload: UploadRow): Promise<ObjectRow> {
    return this.store.complete(upload, await this.contents.checksum(upload.content_id));
  }
}
