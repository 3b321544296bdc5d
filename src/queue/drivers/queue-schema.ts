import { hostAddressesOf } from '../../config/index.js';

const DEFAULT_SCHEMA = 'mndy_queue';
const SEARCH_PATH = /search_path\s*=\s*(\w{1,57})/;

/**
 * The schema of Postgres in which BullMQ keeps its tables. Apps that share a database in separate schemas must not
 * share a queue.
 * @param databaseUrl whose `options` may set a search path
 */
export function queueSchemaOf(databaseUrl: string): string {
  const [address = ''] = hostAddressesOf(databaseUrl);
  const options = new URL(address).searchParams.get('options') ?? '';
  const [, schema] = SEARCH_PATH.exec(options) ?? [];
  return schema === undefined || schema === 'public' ? DEFAULT_SCHEMA : `${schema}_queue`;
}
