import { fieldsOf, isObject } from 'monday-persistence/json';
import { BUCKET_NAME } from '../state/index.js';
import { type ObjectDescription } from './object.store.js';
import { checkObjectName } from './object-name.js';
import { ObjectRefusal } from './object-storage.errors.js';

type Query = Readonly<Record<string, unknown>>;

const DEFAULT_TYPE = 'application/octet-stream';
/** Source: docs.cloud.google.com/storage/quotas#objects */
const MAX_METADATA_BYTES = 8 * 1_024;
const MAX_TYPE_LENGTH = 256;

/** @throws ObjectRefusal 404 for any bucket but the only one */
export function checkBucket(bucket: string): void {
  if (bucket !== BUCKET_NAME) throw ObjectRefusal.notFound(bucket);
}

/**
 * Reads the query of an upload and the resource that may come with it.
 * @param contentType of the bytes, as a header says
 * @throws ObjectRefusal 400
 */
export function describeObject(
  query: Query,
  resource: unknown,
  contentType: string | undefined,
): ObjectDescription {
  const fields = fieldsOf(resource);
  const type = contentType ?? fields['contentType'] ?? DEFAULT_TYPE;
  if (typeof type !== 'string' || !isContentType(type))
    throw ObjectRefusal.invalid('The content type is not valid.');
  return {
    name: checkObjectName(query['name'] ?? fields['name']),
    contentType: type,
    metadata: readMetadata(fields['metadata']),
    generationMatch: readGeneration(query['ifGenerationMatch']),
  };
}

/** @throws ObjectRefusal 400 */
export function readMetadata(value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  const isValid =
    isObject(value) &&
    Object.values(value).every((each) => typeof each === 'string') &&
    Buffer.byteLength(JSON.stringify(value)) <= MAX_METADATA_BYTES;
  if (!isValid) throw ObjectRefusal.invalid('metadata must be an object of texts, at most 8 KiB.');
  return value as Record<string, string>;
}

/** @throws ObjectRefusal 400 */
export function readGeneration(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value))
    throw ObjectRefusal.invalid('A generation is a number.');
  return Number(value);
}

/** Whether it can be sent as a header. */
export function isContentType(type: string): boolean {
  return type.length <= MAX_TYPE_LENGTH && /^[\x20-\x7e]+$/.test(type);
}
