import {
  type SearchPage,
  type SearchRecord,
  type StorageOperationResult,
  type StorageTextRecord,
} from './storage.types.js';

/** The results of a batch, one for each operation, in order. */
export interface BatchReply {
  readonly results: readonly (
    | { readonly op: 'put'; readonly key: string; readonly version: string; readonly created: boolean }
    | { readonly op: 'delete'; readonly key: string; readonly deleted: boolean }
  )[];
}

/**
 * Replies contain the stored JSON text, as consecutive parts. Parsing and serialising a value of 6 MB would only cost
 * time and memory.
 */
export function recordJson({ key, text, version }: StorageTextRecord): string[] {
  return [`{"key":${JSON.stringify(key)},"value":`, text, `,"version":${JSON.stringify(version)}}`];
}

export function pageJson(
  page: SearchPage<Omit<SearchRecord, 'value'> & { readonly text: string }>,
): string[] {
  const records = page.records.flatMap(({ key, text, shared, version }, index) => [
    `${index === 0 ? '' : ','}{"key":${JSON.stringify(key)},"value":`,
    text,
    `,"shared":${shared}${property('version', version)}}`,
  ]);
  return ['{"records":[', ...records, `]${property('cursor', page.cursor)}}`];
}

export function batchReply(results: readonly StorageOperationResult[]): BatchReply {
  return {
    results: results.map((result) =>
      result.type === 'upsert'
        ? { op: 'put', key: result.key, version: result.version, created: result.created }
        : { op: 'delete', key: result.key, deleted: result.deleted },
    ),
  };
}

function property(name: string, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`;
}
