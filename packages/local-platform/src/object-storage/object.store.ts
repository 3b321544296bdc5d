import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlatformDatabase } from '../database/index.js';
import { ObjectContents } from './object-contents.js';
import { ObjectRefusal } from './object-storage.errors.js';

/** An object without its bytes. */
export interface ObjectRow {
  readonly name: string;
  readonly content_id: string;
  readonly content_type: string;
  readonly size: number;
  /** Base64. */
  readonly crc32c: string;
  /** The client's own metadata, a JSON object of texts. */
  readonly metadata: string;
  readonly generation: number;
  readonly metageneration: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** What the client says of an object before its bytes. */
export interface ObjectDescription {
  readonly name: string;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Writes only over this generation; 0 is an object that does not exist. */
  readonly generationMatch?: number;
}

/** An upload that is not complete. */
export interface UploadRow {
  readonly content_id: string;
  readonly name: string;
  readonly content_type: string;
  readonly metadata: string;
  readonly generation_match: number | null;
  /** Bytes that are stored. */
  readonly size: number;
}

export interface ObjectPage {
  readonly objects: readonly ObjectRow[];
  /** Whether more follow. */
  readonly isCut: boolean;
}

/** Source: docs.cloud.google.com/storage/docs/resumable-uploads */
const UPLOAD_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** The objects of the bucket. An object appears, or is replaced, in one transaction when its upload is complete. */
@Injectable()
export class ObjectStore {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly contents: ObjectContents,
    private readonly clock: Clock,
  ) {}

  find(name: string): ObjectRow | undefined {
    return this.database.get<ObjectRow>('SELECT * FROM objects WHERE name = ?', name);
  }

  /** Objects whose name begins with the prefix, in the order of the bytes of their names. */
  list(prefix: string, after: string, limit: number): ObjectPage {
    const rows = this.database.all<ObjectRow>(
      'SELECT * FROM objects WHERE name >= ? AND name > ? ORDER BY name LIMIT ?',
      prefix,
      after,
      limit + 1,
    );
    const end = rows.findIndex(({ name }) => !name.startsWith(prefix));
    const matching = end < 0 ? rows : rows.slice(0, end);
    return { objects: matching.slice(0, limit), isCut: matching.length > limit };
  }

  /** Begins an upload, and removes those that have expired. */
  begin(description: ObjectDescription): UploadRow {
    const upload = {
      content_id: randomUUID(),
      name: description.name,
      content_type: description.contentType,
      metadata: JSON.stringify(description.metadata),
      generation_match: description.generationMatch ?? null,
      size: 0,
    };
    this.database.transaction(() => {
      this.removeExpired();
      const expires_at = this.clock.now() + UPLOAD_LIFETIME_MS;
      this.database.insert('object_uploads', { ...upload, expires_at });
    });
    return upload;
  }

  findUpload(id: string): UploadRow | undefined {
    return this.database.get<UploadRow>(
      'SELECT * FROM object_uploads WHERE content_id = ? AND expires_at > ?',
      id,
      this.clock.now(),
    );
  }

  /** The object whose bytes came with this upload. */
  findContent(id: string): ObjectRow | undefined {
    return this.database.get<ObjectRow>('SELECT * FROM objects WHERE content_id = ?', id);
  }

  /** Turns an upload into the object. @throws ObjectRefusal 404 if it has ended, 412 */
  complete({ content_id: id, name }: UploadRow, crc32c: string): ObjectRow {
    return this.database.transaction(() => {
      const upload = this.findUpload(id);
      if (!upload) throw ObjectRefusal.noUpload();
      const before = this.find(name);
      if (upload.generation_match !== null) checkGeneration(before, upload.generation_match);
      if (before) this.remove(before);
      const now = this.clock.now();
      const { content_type, metadata, size } = upload;
      const generation = this.database.nextId('objects');
      const times = { created_at: now, updated_at: now };
      const versions = { generation, metageneration: 1 };
      const row = { name, content_id: id, content_type, size, crc32c, metadata, ...versions, ...times };
      this.database.insert('objects', row);
      this.database.run('DELETE FROM object_uploads WHERE content_id = ?', id);
      return row;
    });
  }

  /** Ends an upload without an object. */
  abort(id: string): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM object_uploads WHERE content_id = ?', id);
      this.contents.remove(id);
    });
  }

  /** Resolves to whether it existed. @throws ObjectRefusal 412 */
  delete(name: string, generationMatch?: number): boolean {
    return this.database.transaction(() => {
      const row = this.find(name);
      if (!row) return false;
      if (generationMatch !== undefined) checkGeneration(row, generationMatch);
      this.remove(row);
      return true;
    });
  }

  private remove({ name, content_id: id }: ObjectRow): void {
    this.database.run('DELETE FROM objects WHERE name = ?', name);
    this.contents.remove(id);
  }

  private removeExpired(): void {
    const expired = this.database.all<{ content_id: string }>(
      'DELETE FROM object_uploads WHERE expires_at <= ? RETURNING content_id',
      this.clock.now(),
    );
    for (const { content_id: id } of expired) this.contents.remove(id);
  }
}

function checkGeneration(row: ObjectRow | undefined, wanted: number): void {
  if ((row?.generation ?? 0) !== wanted) throw ObjectRefusal.conditionNotMet();
}
