import { tryParseJson } from 'monday-persistence/json';
import { ObjectRefusal } from './object-storage.errors.js';

/** An object with its description, from one body. */
export interface RelatedParts {
  readonly resource: unknown;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
}

const HEAD_END = '\r\n\r\n';

/**
 * Reads a `multipart/related` body of two parts: JSON, and the bytes.
 * Source: docs.cloud.google.com/storage/docs/uploading-objects#uploading-an-object, "JSON API single-request upload"
 * @throws ObjectRefusal 400
 */
export function readRelatedParts(body: Buffer, contentType: string): RelatedParts {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw ObjectRefusal.invalid('The content type has no boundary.');
  const parts = split(body, `--${boundary}`);
  const [resource, media] = parts;
  if (!resource || !media || parts.length !== 2) throw ObjectRefusal.invalid('The body must have two parts.');
  const parsed = tryParseJson(resource.bytes.toString('utf8'));
  if (parsed === undefined) throw ObjectRefusal.invalid('The first part must be JSON.');
  const type = /^content-type:\s*(.+?)\s*$/im.exec(media.head)?.[1];
  return { resource: parsed, contentType: type, bytes: media.bytes };
}

function split(body: Buffer, delimiter: string): { head: string; bytes: Buffer }[] {
  const parts: { head: string; bytes: Buffer }[] = [];
  const separator = `\r\n${delimiter}`;
  let at = body.indexOf(delimiter);
  while (at >= 0 && parts.length <= 2) {
    const start = at + (body.indexOf(separator, at) === at ? separator.length : delimiter.length);
    const end = body.indexOf(separator, start);
    const head = body.indexOf(HEAD_END, start);
    if (end < 0 || head < 0 || head > end) break;
    parts.push({
      head: body.subarray(start, head).toString('latin1'),
      bytes: body.subarray(head + HEAD_END.length, end),
    });
    at = end;
  }
  return parts;
}
