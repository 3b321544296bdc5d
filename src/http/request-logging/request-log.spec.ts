import { type Request, type Response } from 'express';
import { enterAs } from '../../caller/index.js';
import { keepFailure } from '../../errors/failed-requests.js';
import { type AppLogger } from '../../logging/index.js';
import { openScope } from '../request-scope.middleware.js';
import { logRequests } from './request-log.js';

interface Given {
  readonly request?: object;
  readonly status?: number;
  readonly isFinished?: boolean;
  readonly code?: string;
}

/** The fields and the message of the line that a request leaves. */
function written(
  { request = {}, status = 200, isFinished = true, code }: Given,
  showsMessageOnly = false,
): { fields: Record<string, unknown>; message: unknown } {
  const line = jest.fn();
  const response = { statusCode: status, writableFinished: isFinished } as Response;
  const given = { id: 'id-1', method: 'GET', path: '/storage/k', ...request } as unknown as Request;
  if (code !== undefined) keepFailure(given, { family: 'BaseError', code });
  openScope(given, response, () => enterAs({ accountId: '1', userId: '2', kind: 'user' }));
  logRequests({ line, showsMessageOnly } as unknown as AppLogger)(given, response, 1.26);
  expect(line).toHaveBeenCalledTimes(1);
  const [, , fields, message] = (line.mock.calls as unknown[][])[0] ?? [];
  return { fields: fields as Record<string, unknown>, message };
}

const lineOf = (given: Given): Record<string, unknown> => written(given).fields;

it('puts the request into the message if readers see nothing else, without its query', () => {
  const given = { request: { url: '/storage/k?secret=1' }, status: 404 };

  expect(written(given, true).message).toBe('GET /storage/k 404 refused 1.3 ms, account 1');
  expect(written(given).message).toBe('request');
});

it('names the code of the error of a failed request', () => {
  const given = { status: 404, code: 'storage.key_not_found' };

  expect(written(given, true).message).toBe(
    'GET /storage/k 404 refused storage.key_not_found 1.3 ms, account 1',
  );
  expect(lineOf(given).code).toBe('storage.key_not_found');
});

it('says who did what, how it ended and how long it took', () => {
  expect(lineOf({ request: { route: { path: '/storage/:key' } } })).toEqual({
    method: 'GET',
    route: '/storage/:key',
    status: 200,
    durationMs: 1.3,
    outcome: 'ok',
    requestId: 'id-1',
    traceId: undefined,
    accountId: '1',
    userId: '2',
  });
});

it.each([
  [302, true, 'ok'],
  [404, true, 'refused'],
  [503, true, 'failed'],
  [200, false, 'aborted'],
] as const)('a reply with %d, complete: %s, is "%s"', (status, isFinished, outcome) => {
  expect(lineOf({ status, isFinished }).outcome).toBe(outcome);
});

it.each(['/auth/callback%3Fcode=secret', '/auth/callback%3fcode=secret', '/auth/callback;code=secret'])(
  'an unknown path keeps no query in disguise: %s',
  (path) => {
    expect(lineOf({ request: { path }, status: 404 }).route).toBe('/auth/callback');
  },
);
