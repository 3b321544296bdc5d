import { BUCKET_NAME } from '../state/index.js';
import { type ObjectRow } from './object.store.js';

/**
 * An object as the JSON API describes it. Numbers of 64 bits are texts.
 * Source: docs.cloud.google.com/storage/docs/json_api/v1/objects#resource
 */
export function objectResource(row: ObjectRow, platformUrl: string): object {
  const generation = String(row.generation);
  const link = `b/${BUCKET_NAME}/o/${encodeURIComponent(row.name)}`;
  const updated = new Date(row.updated_at).toISOString();
  const created = new Date(row.created_at).toISOString();
  return {
    kind: 'storage#object',
    id: `${BUCKET_NAME}/${row.name}/${generation}`,
    selfLink: `${platformUrl}/storage/v1/${link}`,
    mediaLink: `${platformUrl}/download/storage/v1/${link}?generation=${generation}&alt=media`,
    name: row.name,
    bucket: BUCKET_NAME,
    generation,
    metageneration: String(row.metageneration),
    contentType: row.content_type,
    storageClass: 'STANDARD',
    size: String(row.size),
    crc32c: row.crc32c,
    etag: etagOf(row),
    timeCreated: created,
    timeFinalized: created,
    timeStorageClassUpdated: created,
    updated,
    metadata: JSON.parse(row.metadata) as object,
  };
}

/** Changes with the bytes and with the metadata. */
export function etagOf({ generation, metageneration }: ObjectRow): string {
  return Buffer.from(`${generation}/${metageneration}`).toString('base64');
}
