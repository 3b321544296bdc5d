import { type AppLogger } from '../../logging/index.js';
import { logRequests } from './request-log.js';

const request = { method: 'GET', path: '/storage/a', originalUrl: '/storage/a?secret=1', id: 'r1' };
const response = { statusCode: 404, writableFinished: true };

const textOf = (showsMessageOnly: boolean): unknown => {
  const line = jest.fn();
  const observe = logRequests({ line, showsMessageOnly } as unknown as AppLogger);
  observe(request as never, response as never, 12.34);
  return (line.mock.calls[0] as unknown[])[3];
};

describe('logRequests', () => {
  it('puts the request into the message if readers see nothing else, without its query', () => {
    expect(textOf(true)).toBe('GET /storage/a 404 refused 12.3 ms, account none');
  });

  it('keeps the message of other logs', () => {
    expect(textOf(false)).toBe('request');
  });
});
