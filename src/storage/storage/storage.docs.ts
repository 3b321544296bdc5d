import { PayloadTooLargeException } from '@nestjs/common';
import {
  about,
  anyJson,
  dtoShape,
  exactly,
  named,
  oneOf,
  rules,
  type HeaderDocs,
  type ParameterDocs,
  type RouteDocs,
} from '../../docs/index.js';
import { LargeBodiesBusyError } from '../../http/index.js';
import { MAX_KEY_LENGTH, MAX_VALUE_BYTES } from '../rules/index.js';
import { Increment } from './dto/increment.dto.js';
import { StorageWriteOptions } from './dto/storage-write.dto.js';
import { DEFAULT_SEARCH_LIMIT, MAX_OPERATIONS, MAX_SEARCH_LIMIT, MAX_TTL_SECONDS } from './storage-input.js';
import { appsStorageErrorResponses } from './apps-storage-error-responses.js';
import {
  StorageCounterRangeError,
  StorageQuotaExceededError,
  StorageKeyNotFoundError,
  StoragePreconditionFailedError,
  StorageSharedOnlyError,
  StorageUnsupportedError,
  StorageVersionConflictError,
} from './storage.errors.js';

const KEY = 'greeting';
const VALUE = { text: 'hello' };
const VERSION = 'SxTSWl9GybzV';

const ETAG: Readonly<Record<string, HeaderDocs>> = {
  ETag: { description: 'The version, in quotes: for `If-Match`.', example: `"${VERSION}"`, isCertain: true },
};
const KEY_PARAMETER: ParameterDocs = {
  description: 'Compared exactly. A slash in it is sent as `%2F`; `.` and `..` are no keys.',
  example: KEY,
  schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_LENGTH },
};
const SHARED: ParameterDocs = {
  description:
    'Whether the row that board views may use too is meant; it is another row than the private one.',
  schema: { type: 'boolean', default: false },
};
const IF_MATCH: ParameterDocs = {
  in: 'header',
  description: 'Writes only where the row is at one of these versions, or, with `*`, where it is there.',
  example: `"${VERSION}"`,
};
const IF_NONE_MATCH: ParameterDocs = {
  in: 'header',
  description: '`*`: writes only where nothing is there.',
  schema: { type: 'string', const: '*' },
};

const IF_CHANGED: ParameterDocs = {
  in: 'header',
  description: 'The `ETag` of what you have: 304 where that is still the version.',
  example: `"${VERSION}"`,
};

const VERSION_SHAPE = about(VERSION, 'Opaque; never the same again for this key.');
const WRITTEN = named('WrittenRow', { key: KEY, version: VERSION_SHAPE });

const quotaExceeded = (): StorageQuotaExceededError => new StorageQuotaExceededError('rows', 10_000);
const tooLarge = (): unknown =>
  new PayloadTooLargeException({
    message: 'The value is too large for storage.',
    details: [{ field: 'value', message: `must be at most ${MAX_VALUE_BYTES} bytes of JSON` }],
  });

/** What a driver may refuse or fail at: only on monday code. */
const driverFailures = (): unknown[] => [
  new StorageUnsupportedError('this condition'),
  ...appsStorageErrorResponses(),
];

export const SEARCH: RouteDocs = {
  id: 'searchStorage',
  summary: 'Finds rows by a part of their key',
  description:
    'In the order of the bytes of the keys. Go on with `cursor` until there is none: a page may be short.',
  parameters: {
    term: { description: 'Part of the key, in any case; empty matches all.', example: 'greet' },
    cursor: { description: '`cursor` of the page before.', example: 'bW9yZQ' },
    limit: {
      description: 'Most records of the page.',
      schema: { type: 'integer', minimum: 1, maximum: MAX_SEARCH_LIMIT, default: DEFAULT_SEARCH_LIMIT },
    },
    shared: {
      description: 'Only the shared or only the private rows; both where it is absent. A view needs `true`.',
      schema: { type: 'boolean' },
    },
  },
  replies: {
    200: {
      description: 'One page.',
      body: named('StoragePage', {
        records: [
          {
            key: KEY,
            value: anyJson(VALUE),
            shared: false,
            'version?': about(
              VERSION,
              "Absent where monday's own storage is used, which does not tell it here.",
            ),
          },
        ],
        'cursor?': about('bW9yZQ', 'Leads to the next page; absent on the last one.'),
      }),
    },
  },
  failures: () => [new StorageSharedOnlyError(), new LargeBodiesBusyError(), ...appsStorageErrorResponses()],
  usesConnection: true,
};

export const READ: RouteDocs = {
  id: 'readStorage',
  summary: 'Reads a row',
  parameters: { key: KEY_PARAMETER, shared: SHARED, 'If-None-Match': IF_CHANGED },
  replies: {
    200: {
      description: 'The row.',
      body: named('StorageRow', { key: KEY, value: anyJson(VALUE), version: VERSION_SHAPE }),
      headers: ETAG,
    },
  },
  failures: () => [
    new StorageKeyNotFoundError(),
    new StorageSharedOnlyError(),
    new LargeBodiesBusyError(),
    ...appsStorageErrorResponses(),
  ],
  usesConnection: true,
};

export const INCREMENT: RouteDocs = {
  id: 'incrementCounter',
  summary: 'Adds to the counter of the current day, month or year',
  description: 'A new period begins at 0. The request is no idempotent one: sent twice, it counts twice.',
  body: named(
    'IncrementRequest',
    dtoShape(Increment, {
      period: 'DAILY',
      'incrementBy?': about(1, 'Default 1.'),
      'kind?': about('exports', 'Tells counters of one period apart.'),
      'renewalDate?': about(
        '2026-01-15',
        'ISO 8601, UTC without a zone: periods begin at this instant and its returns, instead of at midnight UTC.',
      ),
    }),
  ),
  replies: {
    200: { description: 'The sum.', body: named('CounterValue', { newCounterValue: 7 }) },
  },
  failures: () => [new StorageCounterRangeError(), quotaExceeded(), ...driverFailures()],
  usesConnection: true,
};

export const WRITE: RouteDocs = {
  id: 'writeStorage',
  summary: 'Writes a row, whole',
  description:
    'Without a condition it always writes. `version` in the body (409 where it does not fit) and the headers (412) say ' +
    'the same; they must not come together.',
  parameters: { key: KEY_PARAMETER, 'If-Match': IF_MATCH, 'If-None-Match': IF_NONE_MATCH },
  body: named(
    'StorageWrite',
    dtoShape(StorageWriteOptions, {
      value: about(
        anyJson(VALUE),
        `Any JSON: at most ${MAX_VALUE_BYTES} bytes of it, nested at most 200 deep.`,
      ),
      'version?': about(
        VERSION,
        'Writes only where this is the current version; `""` only where nothing is there.',
      ),
      'shared?': about(false, 'Whether the row that board views may use too is meant; default false.'),
      'ttl?': about(3600, 'Seconds until the row is gone; a write without it keeps the row for good.'),
    }),
  ),
  replies: {
    200: { description: 'The row was there and is replaced.', body: WRITTEN, headers: ETAG },
    201: { description: 'The row is new.', body: WRITTEN, headers: ETAG },
  },
  failures: () => [
    new StorageSharedOnlyError(),
    new StorageVersionConflictError(VERSION, KEY),
    new StorageVersionConflictError(null, KEY),
    new StoragePreconditionFailedError(VERSION),
    new StoragePreconditionFailedError(null),
    tooLarge(),
    quotaExceeded(),
    ...driverFailures(),
  ],
  usesConnection: true,
};

const OPERATION = { key: KEY, 'version?': VERSION, 'shared?': false };

export const BATCH: RouteDocs = {
  id: 'writeStorageBatch',
  summary: 'Writes and deletes rows, all of it or nothing',
  description:
    'In the order of the list. A version that does not fit ends it, and `details.operation` says which one it was, ' +
    'from 0. A view needs `shared: true` in each. Only where the driver can: not on monday code.',
  body: named(
    'StorageBatch',
    exactly({
      operations: rules(
        [
          exactly({
            op: oneOf('put'),
            ...OPERATION,
            value: anyJson(VALUE),
            'ttl?': rules(3600, { minimum: 1, maximum: MAX_TTL_SECONDS }),
          }),
          exactly({ op: oneOf('delete'), ...OPERATION }),
        ],
        { maxItems: MAX_OPERATIONS },
      ),
    }),
  ),
  replies: {
    200: {
      description: 'What became of each operation, in their order.',
      body: named('StorageBatchResult', {
        results: [
          { op: oneOf('put'), key: KEY, version: VERSION_SHAPE, created: true },
          { op: oneOf('delete'), key: 'farewell', deleted: true },
        ],
      }),
    },
  },
  failures: () => [
    new StorageSharedOnlyError(),
    new StorageVersionConflictError(VERSION, KEY, 0),
    new StorageVersionConflictError(null, KEY, 0),
    tooLarge(),
    quotaExceeded(),
    ...driverFailures(),
  ],
  usesConnection: true,
};

export const DELETE: RouteDocs = {
  id: 'deleteStorage',
  summary: 'Deletes a row; one that is not there is as good as deleted',
  parameters: { key: KEY_PARAMETER, shared: SHARED, 'If-Match': IF_MATCH },
  replies: { 204: { description: 'There is no such row any more.' } },
  failures: () => [
    new StorageSharedOnlyError(),
    new StoragePreconditionFailedError(VERSION),
    new StoragePreconditionFailedError(null),
    ...driverFailures(),
  ],
  usesConnection: true,
};
