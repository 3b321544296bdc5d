import { sha256 } from 'monday-persistence/hash';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { PlatformDatabase } from '../../database/index.js';
import { SandboxSettings } from '../../state/index.js';
import { GraphQLProblem } from '../graphql-problem.js';

/** A file that is uploaded in parts, before it becomes an asset. */
export interface UploadRow {
  readonly id: string;
  readonly account_id: number;
  readonly file_name: string;
  readonly content_type: string;
  readonly file_size: number;
  /** Secret in the addresses of the parts, which authorizes writes. */
  readonly secret: string;
  readonly expires_at: number;
}

export interface UploadPart {
  readonly part_number: number;
  readonly url: string;
  readonly size_range_start: number;
  readonly size_range_end: number;
}

const LIFETIME_MS = 60 * 60 * 1000;
/** docs/monday-platform.md#imports-of-items */
const IMPORT_LIFETIME_MS = 10 * 60 * 1000;
/** INFER: the size of a part. */
export const PART_BYTES = 8 * 1024 * 1024;
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

type NewUpload = Pick<UploadRow, 'account_id' | 'file_name' | 'content_type' | 'file_size'>;

/** Uploads by `create_upload`: each part is sent with `PUT` to a separate address (docs/monday-platform.md#files). */
@Injectable()
export class Uploads {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws GraphQLProblem if the size is invalid */
  create(upload: NewUpload, inParts: boolean): { upload: UploadRow; parts: UploadPart[] } {
    const { file_size: size } = upload;
    if (size < 1 || size > MAX_FILE_BYTES) {
      throw new GraphQLProblem('InvalidArgumentException', `file_size is 1 to ${MAX_FILE_BYTES}.`);
    }
    const row = this.open(upload, LIFETIME_MS);
    const partSize = inParts ? PART_BYTES : size;
    const parts = Array.from({ length: Math.ceil(size / partSize) }, (_, index) => ({
      part_number: index + 1,
      url: this.addressOf(row, index + 1),
      size_range_start: index * partSize,
      size_range_end: Math.min(size, (index + 1) * partSize) - 1,
    }));
    return { upload: row, parts };
  }

  /** Opens an upload of one part whose size is not known. */
  createUnsized(accountId: number): { id: string; url: string } {
    const row = this.open(
      { account_id: accountId, file_name: 'items.csv', content_type: 'text/csv', file_size: 0 },
      IMPORT_LIFETIME_MS,
    );
    return { id: row.id, url: this.addressOf(row, 1) };
  }

  /** Ends an upload that {@link createUnsized} opened. @returns its bytes; `undefined` if none came yet */
  takeUnsized(id: string): Buffer | undefined {
    const part = this.database.get<{ base64: string }>(
      'SELECT base64 FROM upload_parts WHERE upload_id = ? AND part_number = 1',
      id,
    );
    if (!part) return undefined;
    this.database.run('DELETE FROM uploads WHERE id = ?', id);
    return Buffer.from(part.base64, 'base64');
  }

  private open(upload: NewUpload, lifetime: number): UploadRow {
    const row = {
      id: randomUUID(),
      ...upload,
      secret: randomUUID(),
      expires_at: this.clock.now() + lifetime,
    };
    this.database.insert('uploads', row);
    return row;
  }

  private addressOf({ id, secret }: UploadRow, part: number): string {
    return `${this.settings.url}/__sandbox/uploads/${id}/${part}?secret=${secret}`;
  }

  /** Stores a part. @returns its etag; `undefined` if the upload does not exist or the secret is wrong */
  put(id: string, part: number, secret: unknown, bytes: Buffer): string | undefined {
    const upload = this.find(id);
    if (!upload || typeof secret !== 'string' || !equalInConstantTime(secret, upload.secret))
      return undefined;
    if (!Number.isSafeInteger(part) || part < 1) return undefined;
    const etag = `"${sha256(bytes, 'hex').slice(0, 32)}"`;
    this.database.run(
      'INSERT OR REPLACE INTO upload_parts (upload_id, part_number, etag, base64) VALUES (?, ?, ?, ?)',
      id,
      part,
      etag,
      bytes.toString('base64'),
    );
    return etag;
  }

  /** Ends an upload and returns the whole file. @throws GraphQLProblem if a part is missing or has another etag */
  complete(
    id: string,
    accountId: number,
    wanted: readonly { readonly part_number: number; readonly etag: string }[],
  ): { upload: UploadRow; bytes: Buffer } {
    const upload = this.find(id);
    if (upload?.account_id !== accountId) {
      throw new GraphQLProblem('ResourceNotFoundException', 'Upload not found');
    }
    const parts = this.database.all<{ part_number: number; etag: string; base64: string }>(
      'SELECT * FROM upload_parts WHERE upload_id = ? ORDER BY part_number',
      id,
    );
    const isSame =
      parts.length === wanted.length &&
      parts.every(({ part_number: number, etag }) =>
        wanted.some((part) => part.part_number === number && unquoted(part.etag) === unquoted(etag)),
      );
    const bytes = Buffer.concat(parts.map(({ base64 }) => Buffer.from(base64, 'base64')));
    if (!isSame || bytes.length !== upload.file_size) {
      throw new GraphQLProblem('InvalidArgumentException', 'The parts are not those that were uploaded.');
    }
    this.database.run('DELETE FROM uploads WHERE id = ?', id);
    return { upload, bytes };
  }

  private find(id: string): UploadRow | undefined {
    return this.database.get<UploadRow>(
      'SELECT * FROM uploads WHERE id = ? AND expires_at > ?',
      id,
      this.clock.now(),
    );
  }
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}
