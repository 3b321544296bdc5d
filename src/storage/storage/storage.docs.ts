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
import { DEFAULT_SEARCH_LIMIT, MAX_OPERATIONS } from './storage-input.js';
import { MAX_SEARCH_LIMIT, MAX_TTL_SECONDS } from './storage-rules.js';
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
  ETag: { description: 'The version in quotes, for `If-Match`.', example: `"${VERSION}"`, isCertain: true },
};
const KEY_PARAMETER: ParameterDocs = {
  description: 'Compared exactly. Encode a slash as `%2F`. `.` and `..` are not valid keys.',
  example: KEY,
  schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_LENGTH },
};
const SHARED: ParameterDocs = {
  description:
    'Selects the shared row, which board views can also use. It is separate from the private row with the same key.',
  schema: { type: 'boolean', default: false },
};
const IF_MATCH: ParameterDocs = {
  in: 'header',
  description: 'Writes only if the row has one of these versions, or, for `*`, if the row exists.',
  example: `"${VERSION}"`,
};
const IF_NONE_MATCH: ParameterDocs = {
  in: 'header',
  description: '`*`: create-only write.',
  schema: { type: 'string', const: '*' },
};

const IF_CHANGED: ParameterDocs = {
  in: 'header',
  description: 'An `ETag`; the reply is 304 if it is still the current version.',
  example: `"${VERSION}"`,
};

const VERSION_SHAPE = about(VERSION, 'Opaque; never reused for this key.');
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
  summary: 'Searches rows by a part of the key',
  description:
    'Rows are sorted by the bytes of their keys. Request further pages until there is no `cursor`; a page can be short.',
  parameters: {
    term: {
      description: 'Part of the key, case-insensitive. An empty term matches all keys.',
      example: 'greet',
    },
    cursor: { description: '`cursor` of the previous page.', example: 'bW9yZQ' },
    limit: {
      description: 'Maximum number of records per page.',
      schema: { type: 'integer', minimum: 1, maximum: MAX_SEARCH_LIMIT, default: DEFAULT_SEARCH_LIMIT },
    },
    shared: {
      description: 'Returns only shared or only private rows; both if it is absent. A view must send `true`.',
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
              "Absent on monday code, because monday's storage does not return versions in a search.",
            ),
          },
        ],
        'cursor?': about('bW9yZQ', 'Cursor of the next page; absent on the last page.'),
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
  description: 'Each period starts at 0. The request is not idempotent: sent twice, it counts twice.',
  body: named(
    'IncrementRequest',
    dtoShape(Increment, {
      period: 'DAILY',
      'incrementBy?': about(1, 'Default: 1.'),
      'kind?': about('exports', 'Name of the counter, if the account has several per period.'),
      'renewalDate?': about(
        '2026-01-15',
        'ISO 8601, in UTC if it has no time zone. Periods start at its hour instead of at midnight UTC.',
      ),
    }),
  ),
  replies: {
    200: {
      description: 'The new value of the counter.',
      body: named('CounterValue', { newCounterValue: 7 }),
    },
  },
  failures: () => [new StorageCounterRangeError(), quotaExceeded(), ...driverFailures()],
  usesConnection: true,
};

export const WRITE: RouteDocs = {
  id: 'writeStorage',
  summary: 'Creates or replaces a row',
  description:
    'Without a condition, the row is always written. A condition can be sent as `version` in the body (409 if it fails) ' +
    'or as a header (412 if it fails), but not as both.',
  parameters: { key: KEY_PARAMETER, 'If-Match': IF_MATCH, 'If-None-Match': IF_NONE_MATCH },
  body: named(
    'StorageWrite',
    dtoShape(StorageWriteOptions, {
      value: about(anyJson(VALUE), `Any JSON of at most ${MAX_VALUE_BYTES} bytes and 200 levels of nesting.`),
      'version?': about(VERSION, 'Writes only if this is the current version. `""` is a create-only write.'),
      'shared?': about(false, 'Selects the shared row, which board views can also use. Default: false.'),
      'ttl?': about(3600, 'Seconds until the row expires. Without it, the row does not expire.'),
    }),
  ),
  replies: {
    200: { description: 'The row was replaced.', body: WRITTEN, headers: ETAG },
    201: { description: 'The row was created.', body: WRITTEN, headers: ETAG },
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
  summary: 'Writes and deletes rows atomically',
  description:
    'Operations are applied in order. If a version does not match, nothing is written, and `details.operation` is the ' +
    'index of the operation, from 0. A view must send `shared: true` in each. Not supported on monday code.',
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
      description: 'The result of each operation, in order.',
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
  summary: 'Deletes a row; succeeds if the row does not exist',
  parameters: { key: KEY_PARAMETER, shared: SHARED, 'If-Match': IF_MATCH },
  replies: { 204: { description: 'The row does not exist.' } },
  failures: () => [
    new StorageSharedOnlyError(),
    new StoragePreconditionFailedError(VERSION),
    new StoragePreconditionFailedError(null),
    ...driverFailures(),
  ],
  usesConnection: true,
};
