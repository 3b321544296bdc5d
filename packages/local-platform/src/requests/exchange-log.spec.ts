import { Message } from './exchange.js';
import { ExchangeLog } from './exchange-log.js';

const ENTRY = { at: new Date(0), method: 'POST', path: '/v2', status: 200, milliseconds: 1 };

describe('ExchangeLog', () => {
  const added = (count: number, bytes: number): ExchangeLog => {
    const log = new ExchangeLog();
    for (let index = 0; index < count; index += 1) {
      log.add(ENTRY, { target: '/v2', request: Message.of([], Buffer.alloc(bytes)) });
    }
    return log;
  };

  it('keeps the last 10,000, newest first', () => {
    const log = added(10_003, 1);
    const numbers = [...log.newest()].map(({ number }) => number);
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([10_000, 10_003, 4]);
    expect(log.find(3)).toBeUndefined();
    expect(log.find(4)?.number).toBe(4);
    expect(log.find(10_003)?.number).toBe(10_003);
    expect(log.find(10_004)).toBeUndefined();
    expect(log.find(1.5)).toBeUndefined();
  });

  it('keeps 16 MB of content, that of the newest', () => {
    const log = added(400, 60 * 1024);
    const withContent = [...log.newest()].filter(({ exchange }) => exchange);
    expect(withContent.length).toBeGreaterThan(250);
    expect(withContent.length * 60 * 1024).toBeLessThan(16 * 1024 * 1024);
    expect(withContent.at(0)?.number).toBe(400);
  });
});
