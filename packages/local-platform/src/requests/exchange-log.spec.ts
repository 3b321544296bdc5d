import { Message } from './exchange.js';
import { ExchangeLog } from './exchange-log.js';

const ENTRY = { at: new Date(0), method: 'POST', path: '/v2', status: 200, milliseconds: 1 };

describe('ExchangeLog', () => {
  const logs: ExchangeLog[] = [];
  afterEach(() => logs.splice(0).forEach((log) => log.onApplicationShutdown()));

  const added = (count: number, bytes: number): ExchangeLog => {
    const log = new ExchangeLog();
    logs.push(log);
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

  it('gives back what was sent and answered, also when it was written over several times', () => {
    const log = added(0, 0);
    for (let index = 1; index <= 600; index += 1) {
      const body = `${index} é`.padEnd(index % 7 === 0 ? 64 * 1024 : 40_000, '.');
      const response = index % 2 === 0 ? Message.of([['b', String(index)]], body, 9 * 2 ** 40) : undefined;
      const request = Message.of([['a', `${index}`]], body);
      log.add(ENTRY, { target: `/v2?é=${index}`, request, response });
    }
    const kept = [...log.newest()].filter(({ exchange }) => exchange);
    expect(kept.length).toBeGreaterThan(200);
    for (const { number, exchange } of kept) {
      expect(exchange?.target).toBe(`/v2?é=${number}`);
      expect(exchange?.request.headers).toEqual([['a', `${number}`]]);
      expect(exchange?.request.body.toString('utf8').startsWith(`${number} é.`)).toBe(true);
      expect(exchange?.response?.length).toBe(number % 2 === 0 ? 9 * 2 ** 40 : undefined);
      if (number % 2 === 0) expect(exchange?.response?.headers).toEqual([['b', String(number)]]);
    }
  });

  it('records without content after it was closed', () => {
    const log = added(3, 200_000);
    log.onApplicationShutdown();
    log.add(ENTRY, { target: '/v2', request: Message.of([]) });
    expect([...log.newest()].map(({ number, exchange }) => [number, exchange])).toEqual([
      [4, undefined],
      [3, undefined],
      [2, undefined],
      [1, undefined],
    ]);
  });
});
