import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { parseRange } from './byte-range.js';
import { ObjectContents, type ByteRange } from './object-contents.js';
import { etagOf } from './object-resource.js';
import { type ObjectRow } from './object.store.js';

/** Sends the bytes of an object, or a range of them, part after part. */
@Injectable()
export class ObjectSender {
  constructor(private readonly contents: ObjectContents) {}

  async send(row: ObjectRow, request: Request, response: Response): Promise<void> {
    const range = parseRange(request.headers.range, row.size);
    if (range === 'outside') {
      response.set('Content-Range', `bytes */${row.size}`).sendStatus(416);
      return;
    }
    response.set(headersOf(row));
    // `set` would add a character set, or replace what it does not know.
    response.setHeader('Content-Type', row.content_type);
    const sent = range === 'whole' ? { first: 0, last: row.size - 1 } : range;
    if (range !== 'whole') response.status(206).set('Content-Range', contentRange(sent, row.size));
    response.set('Content-Length', String(sent.last - sent.first + 1));
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    // A client that goes away is no error, and an object that is replaced meanwhile breaks the connection.
    await pipeline(Readable.from(this.contents.read(row.content_id, sent)), response).catch(() =>
      response.destroy(),
    );
  }
}

function headersOf(row: ObjectRow): Record<string, string> {
  return {
    'Accept-Ranges': 'bytes',
    ETag: `"${etagOf(row)}"`,
    'Last-Modified': new Date(row.updated_at).toUTCString(),
    'x-goog-generation': String(row.generation),
    'x-goog-metageneration': String(row.metageneration),
    'x-goog-stored-content-length': String(row.size),
    'x-goog-hash': `crc32c=${row.crc32c}`,
    // The content comes from users: scripts in it must not run on this origin.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  };
}

function contentRange({ first, last }: ByteRange, size: number): string {
  return `bytes ${first}-${last}/${size}`;
}
