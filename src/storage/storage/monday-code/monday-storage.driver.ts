import { findInexactNumber } from 'monday-persistence/exact-numbers';
import { isObject } from 'monday-persistence/json';
import { MondayCodeAPIError } from '../../../errors/index.js';
import { type StorageCapabilities } from '../storage-capabilities.js';
import {
  StorageUnsupportedError,
  StorageValueTooLargeError,
  StorageVersionConflictError,
} from '../storage.errors.js';
import {
  StorageDriver,
  type CounterOptions,
  type DriverOperation,
  type DriverOperationResult,
  type DriverPage,
  type DriverUpsertOptions,
  type DriverUpsertResult,
  type DriverSearch,
  type FoundText,
  type StorageRow,
  type StoredText,
} from '../storage.driver.js';
import { type AppsStorageClient, type AppsStorageReply } from './apps-storage.client.js';
import {
  readPagePosition,
  unreadableCursor,
  writePagePosition,
  type PagePosition,
} from './monday-storage-cursor.js';
import { ReplyValue } from './read-reply.js';

export interface MondayStorageOptions {
  readonly client: AppsStorageClient;
  /** `STORAGE_URL`: stands for both bases of the API if it is set, as in monday's SDK (docs/monday-platform.md#storage-api). */
  readonly url?: string;
}

const ROWS_URL = 'https://apps-storage.monday.com/app_storage_api/v2';
const OPERATIONS_URL = 'https://apps-storage.monday.com/api/v2';
/** Maximum size of a page. */
const PAGE_CHARACTERS = 8 * 1024 * 1024;
/** Maximum number of requests for a page, to preserve the quota. */
const MAX_SEARCH_REQUESTS = 4;
const FIRST_PAGE: PagePosition = { taken: 0, last: '' };

/** Stores rows in monday's apps-storage. The account is that of the caller's access token, never an argument. */
export class MondayStorageDriver extends StorageDriver {
  readonly capabilities: StorageCapabilities = {
    createOnly: false,
    conditionalDelete: false,
    reportsCreation: false,
    searchVersions: false,
    counterRange: false,
    exactNumbers: false,
    atomicBatch: false,
  };
  private readonly client: AppsStorageClient;
  private readonly rowsUrl: string;
  private readonly operationsUrl: string;

  constructor({ client, url }: MondayStorageOptions) {
    super();
    this.client = client;
    const base = url?.replace(/(?<!\/)\/+$/, '');
    this.rowsUrl = base ?? ROWS_URL;
    this.operationsUrl = base ?? OPERATIONS_URL;
  }

  async get(row: StorageRow): Promise<StoredText | undefined> {
    const reply = await this.client.send({ method: 'GET', url: this.urlOf(row), isRepeatable: true });
    if (reply.status === 404 || reply.status === 204) return undefined;
    const { value, version } = requireRecord(reply);
    if (!(value instanceof ReplyValue) || version === undefined) throw refused(reply);
    return { text: value.text, version: versionText(version, reply) };
  }

  async upsert(
    row: StorageRow,
    text: string,
    options: DriverUpsertOptions = {},
  ): Promise<DriverUpsertResult> {
    const { version, ttlSeconds } = options;
    if (version === null) throw new StorageUnsupportedError('create-only writes');
    // Whether the platform keeps it is not documented (docs/monday-platform.md#not-verified).
    if (findInexactNumber(text) !== undefined) {
      throw new StorageUnsupportedError('numbers that a double does not hold exactly');
    }
    const reply = await this.client.send({
      method: 'POST',
      url: this.urlOf(row),
      body: bodyOf(text, version, ttlSeconds),
      // A retried write at a version would conflict with the result of the first.
      isRepeatable: version === undefined,
    });
    if (reply.status === 413) {
      throw new StorageValueTooLargeError({ field: 'value', message: 'is too large for the platform' });
    }
    const written = isObject(reply.body) ? reply.body['version'] : undefined;
    if (reply.status < 300 && written !== undefined) {
      return { version: versionText(written, reply), created: false };
    }
    if (version !== undefined) await this.refuseConflict(row, version);
    throw refused(reply);
  }

  async delete(row: StorageRow, version?: string): Promise<boolean> {
    if (version !== undefined) throw new StorageUnsupportedError('deleting at a version');
    const reply = await this.client.send({ method: 'DELETE', url: this.urlOf(row), isRepeatable: true });
    if (reply.status === 404) return false;
    if (reply.status >= 300 || (isObject(reply.body) && reply.body['error'] !== undefined))
      throw refused(reply);
    return true;
  }

  async search(_accountId: string, search: DriverSearch): Promise<DriverPage> {
    const records: FoundText[] = [];
    let position = search.cursor === undefined ? FIRST_PAGE : readPagePosition(search.cursor);
    for (let requests = 1; ; requests++) {
      const page = await this.readPage(search, position, search.limit - records.length);
      records.push(...page.records);
      if (!page.next) return { records };
      position = page.next;
      const isFull = position.taken > 0 || records.length === search.limit || isLarge(records);
      if (isFull || requests === MAX_SEARCH_REQUESTS) {
        return { records, cursor: writePagePosition(position) };
      }
    }
  }

  async increment(
    _accountId: string,
    { period, kind, renewalDate }: CounterOptions,
    by: number,
  ): Promise<number> {
    // The platform treats 0 as absent, which means 1.
    if (by === 0) throw new StorageUnsupportedError('an increment by 0');
    const reply = await this.client.send({
      method: 'PUT',
      url: `${this.operationsUrl}/operations`,
      body: JSON.stringify({ period, incrementBy: by, kind, renewalDate: renewalDate?.toISOString() }),
      isRepeatable: false,
    });
    const { newCounterValue } = requireRecord(reply);
    if (!Number.isSafeInteger(newCounterValue)) throw refused(reply);
    return newCounterValue as number;
  }

  batch(_operations: readonly DriverOperation[]): Promise<DriverOperationResult[]> {
    return Promise.reject(new StorageUnsupportedError('batches'));
  }

  /** The needed part of one page of the platform, which chooses the page size. */
  private async readPage(
    { term, shared }: DriverSearch,
    position: PagePosition,
    limit: number,
  ): Promise<{ readonly records: readonly FoundText[]; readonly next?: PagePosition }> {
    const url = new URL(`${this.operationsUrl}/items`);
    url.searchParams.set('term', term);
    if (position.page !== undefined) url.searchParams.set('cursor', position.page);
    const reply = await this.client.send({ method: 'GET', url: url.href, isRepeatable: true });
    if (reply.status === 400 && position.page !== undefined) throw unreadableCursor();
    const { records: raw, cursor: nextPage } = requireRecord(reply);
    if (!Array.isArray(raw)) throw refused(reply);
    const all = raw.map((record) => toFound(record, reply));
    const wanted = all
      .slice(startOf(all, position))
      .filter((record) => shared === undefined || record.shared === shared);
    const records = fitting(wanted, limit);
    const last = records.at(-1);
    if (last && records.length < wanted.length) {
      return { records, next: { page: position.page, taken: all.indexOf(last) + 1, last: nameOf(last) } };
    }
    const hasMore = typeof nextPage === 'string' && nextPage !== '';
    return { records, next: hasMore ? { ...FIRST_PAGE, page: nextPage } : undefined };
  }

  private urlOf({ key, shared }: StorageRow): string {
    return `${this.rowsUrl}/${encodeURIComponent(key)}?shareGlobally=${shared}`;
  }

  /**
   * The format of a conflict is not documented, so a refused write at a version is compared with the current version.
   */
  private async refuseConflict(row: StorageRow, version: string): Promise<void> {
    const current = (await this.get(row))?.version ?? null;
    if (current !== version) throw new StorageVersionConflictError(current, row.key);
  }
}

function bodyOf(text: string, version: string | undefined, ttlSeconds: number | undefined): string {
  const condition = version === undefined ? '' : `,"previous_version":${JSON.stringify(version)}`;
  return `{"value":${text}${condition}${ttlSeconds === undefined ? '' : `,"ttl":${ttlSeconds}`}}`;
}

/** Position in a partially returned page. */
function startOf(records: readonly FoundText[], position: PagePosition): number {
  if (position.taken === 0) return 0;
  const last = records.findIndex((record) => nameOf(record) === position.last);
  return last === -1 ? position.taken : last + 1;
}

/** As many records as fit into a page; at least one. */
function fitting(records: readonly FoundText[], limit: number): readonly FoundText[] {
  let characters = 0;
  const end = records.findIndex((record, index) => {
    characters += record.text.length;
    return index === limit || (index > 0 && characters > PAGE_CHARACTERS);
  });
  return end === -1 ? records : records.slice(0, end);
}

function isLarge(records: readonly FoundText[]): boolean {
  return records.reduce((sum, { text }) => sum + text.length, 0) > PAGE_CHARACTERS;
}

function nameOf({ key, shared }: FoundText): string {
  return `${shared ? 's' : 'p'}${key}`;
}

function toFound(record: unknown, reply: AppsStorageReply): FoundText {
  if (!isObject(record)) throw refused(reply);
  const { key, value, backendOnly } = record;
  if (typeof key !== 'string' || !(value instanceof ReplyValue)) throw refused(reply);
  return { key, shared: backendOnly !== true, text: value.text };
}

/** The platform's versions are opaque. */
function versionText(version: unknown, reply: AppsStorageReply): string {
  if (typeof version === 'string') return version;
  throw refused(reply);
}

function requireRecord(reply: AppsStorageReply): Record<string, unknown> {
  if (reply.status >= 300 || !isObject(reply.body)) throw refused(reply);
  return reply.body;
}

function refused(reply: AppsStorageReply): MondayCodeAPIError {
  const cause = new Error(`apps-storage answered ${reply.status} with a body that is not a result.`);
  return new MondayCodeAPIError({ api: 'storage', failure: 'failed', cause });
}
