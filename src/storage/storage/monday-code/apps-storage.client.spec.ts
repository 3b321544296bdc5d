import { OutgoingCalls } from '../../../telemetry/index.js';
import { SkippingClock } from 'monday-persistence/testing';
import { AppsStorageStub, type Mishap } from '../../../../test/framework/support/apps-storage-stub.js';
import { type AccessTokens } from '../../../caller/index.js';
import { MondayCodeAPIError } from '../../../errors/index.js';
import { SlidingWindowLimiter } from '../../../rate-limiter/index.js';
import { StorageValueTooLargeError, StorageVersionConflictError } from '../storage.errors.js';
import { AppsStorageClient } from './apps-storage.client.js';
import { MondayStorageDriver } from './monday-storage.driver.js';

const ROW = { accountId: '1', key: 'a/b?c#d&shareGlobally=true', shared: false };

describe('AppsStorageClient', () => {
  let stub: AppsStorageStub;
  let clock: SkippingClock;
  let pauses: number[];
  beforeEach(async () => {
    stub = await AppsStorageStub.start();
    clock = new SkippingClock();
    pauses = [];
    jest.spyOn(clock, 'sleep').mockImplementation((milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    });
  });
  afterEach(() => stub.stop());

  const tokens: jest.Mocked<AccessTokens> = {
    accessToken: jest.fn(() => Promise.resolve('first')),
    refreshRejected: jest.fn((_rejected: string) => Promise.resolve('second')),
  };
  const setUp = (timeoutMs = 10_000): MondayStorageDriver =>
    new MondayStorageDriver({
      url: stub.url,
      client: new AppsStorageClient({
        tokens: () => tokens,
        timeoutMs,
        limiter: new SlidingWindowLimiter({ limit: Infinity, windowMs: 1, maxWaitMs: 0 }, clock),
        clock,
        calls: OutgoingCalls.unmeasured(),
      }),
    });
  const failing = (count: number, mishap: Mishap): void => {
    stub.mishaps.push(...Array.from({ length: count }, () => mishap));
  };

  it('encodes the key and sends the raw token', async () => {
    await setUp().upsert(ROW, '1');
    expect(stub.requests).toEqual([
      { method: 'POST', url: '/a%2Fb%3Fc%23d%26shareGlobally%3Dtrue?shareGlobally=false', token: 'first' },
    ]);
  });

  it('encodes the term, so that it adds no parameter', async () => {
    await setUp().search('1', { term: 'a&cursor=evil', limit: 10 });
    expect(stub.requests[0]?.url).toBe('/items?term=a%26cursor%3Devil');
  });

  it('gets another token once after a 401, and then gives up', async () => {
    stub.rejected.add('first');
    await setUp().upsert(ROW, '1');
    expect(stub.requests.map(({ token }) => token)).toEqual(['first', 'second']);
    stub.rejected.add('second');
    await expect(setUp().get(ROW)).rejects.toMatchObject({ status: 502, code: 'storage.unauthorized' });
    expect(stub.requests).toHaveLength(4);
  });

  it('sends no more than four times, also where the last of them was rejected', async () => {
    failing(3, { status: 503 });
    stub.mishaps.push({ status: 401 });
    failing(8, { status: 503 });
    await expect(setUp().get(ROW)).rejects.toMatchObject({ status: 503, code: 'storage.unavailable' });
    expect(stub.requests).toHaveLength(5);
  });

  it('takes a cursor that the platform refuses for a fault of the caller', async () => {
    const search = (position: unknown): Promise<unknown> => {
      const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
      return setUp().search('1', { term: '', limit: 1, cursor });
    };
    stub.mishaps.push({ status: 400, body: '{"error":"bad cursor"}' });
    const refusal = { status: 400, problems: [{ field: 'cursor' }] };
    await expect(search(['made up', 0, ''])).rejects.toMatchObject(refusal);
    await expect(search([null, -1, ''])).rejects.toMatchObject(refusal);
    expect(stub.requests).toHaveLength(1);
  });

  it.each([
    [400, 502, 'storage.failed'],
    [403, 502, 'storage.forbidden'],
    [418, 502, 'storage.failed'],
    [429, 503, 'storage.rate_limited'],
    [500, 503, 'storage.unavailable'],
    [503, 503, 'storage.unavailable'],
  ])('never takes a %i for success', async (status, ours, code) => {
    const sut = setUp();
    const calls = [
      () => sut.get(ROW),
      () => sut.upsert(ROW, '1'),
      () => sut.delete(ROW),
      () => sut.search('1', { term: '', limit: 1 }),
      () => sut.increment('1', { period: 'DAILY' }, 1),
    ];
    for (const call of calls) {
      stub.mishaps.length = 0;
      failing(4, { status, body: '{"value":1,"version":"x","success":true,"secret":"upstream text"}' });
      const error: unknown = await call().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MondayCodeAPIError);
      expect(error).toMatchObject({ api: 'storage', status: ours, code });
      expect(JSON.stringify(error)).not.toContain('upstream text');
    }
  });

  it.each([
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['an error', '{"error":"unknown"}'],
    ['nothing', ''],
  ])('never takes a 200 with %s for a result', async (_name, body) => {
    const sut = setUp();
    const calls = [
      () => sut.get(ROW),
      () => sut.upsert(ROW, '1'),
      () => sut.search('1', { term: '', limit: 1 }),
      () => sut.increment('1', { period: 'DAILY' }, 1),
    ];
    for (const call of calls) {
      stub.mishaps.push({ status: 200, body });
      await expect(call()).rejects.toMatchObject({ status: 502, code: 'storage.failed' });
    }
  });

  it('takes a 413 for a value that is too large', async () => {
    stub.mishaps.push({ status: 413 });
    await expect(setUp().upsert(ROW, '1')).rejects.toThrow(StorageValueTooLargeError);
  });

  it.each([
    ['a 409', { status: 409, body: '{}' }],
    ['an error text', { status: 200, body: '{"error":"version mismatch"}' }],
    ['a 400', { status: 400, body: '{"error":"bad version"}' }],
  ])('recognises a conflict that is told as %s', async (_name, mishap) => {
    const sut = setUp();
    const { version } = await sut.upsert(ROW, '1');
    stub.mishaps.push(mishap);
    await expect(sut.upsert(ROW, '2', { version: 'other' })).rejects.toMatchObject({
      constructor: StorageVersionConflictError,
      currentVersion: version,
    });
    stub.mishaps.push(mishap);
    await expect(sut.upsert(ROW, '2', { version: version })).rejects.toThrow(MondayCodeAPIError);
  });

  it('sends again what may be sent twice, with growing pauses', async () => {
    failing(3, { status: 503 });
    await setUp().upsert(ROW, '1');
    expect(stub.requests).toHaveLength(4);
    expect(pauses).toHaveLength(3);
    expect(pauses.every((pause, index) => pause >= 0 && pause <= 200 * 2 ** (index + 1))).toBe(true);
  });

  it('counts once where the answer of an increment is lost', async () => {
    const sut = setUp();
    stub.mishaps.push({ status: 502, after: true });
    await expect(sut.increment('1', { period: 'DAILY' }, 1)).rejects.toMatchObject({ status: 503 });
    stub.mishaps.push({ cut: true, after: true });
    await expect(sut.increment('1', { period: 'DAILY' }, 1)).rejects.toMatchObject({ status: 503 });
    expect(await sut.increment('1', { period: 'DAILY' }, 1)).toBe(3);
  });

  it('sends a write at a version once where its answer is lost', async () => {
    const sut = setUp();
    const { version } = await sut.upsert(ROW, '1');
    stub.mishaps.push({ cut: true, after: true });
    await expect(sut.upsert(ROW, '2', { version: version })).rejects.toMatchObject({ status: 503 });
    expect(stub.requests).toHaveLength(2);
  });

  it('takes a wait of 0 seconds for none', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    failing(2, { status: 503, headers: { 'retry-after': '0' } });
    await setUp().get(ROW);
    jest.restoreAllMocks();
    expect(pauses).toEqual([200, 400]);
  });

  it('waits as long as a 429 asks, and sends anything again after it', async () => {
    stub.mishaps.push({ status: 429, headers: { 'retry-after': '2' } });
    expect(await setUp().increment('1', { period: 'DAILY' }, 1)).toBe(1);
    expect(pauses).toEqual([2_000]);
  });

  it('waits as long as a 503 asks', async () => {
    stub.mishaps.push({ status: 503, headers: { 'retry-after': '2' } });
    await setUp().get(ROW);
    expect(pauses).toEqual([2_000]);
  });

  it('passes a long wait on instead of waiting', async () => {
    stub.mishaps.push({ status: 429, headers: { 'retry-after': '60' } });
    await expect(setUp().get(ROW)).rejects.toMatchObject({ status: 503, retryAfterSeconds: 60 });
    expect(stub.requests).toHaveLength(1);
  });

  it('gives up on a server that does not answer', async () => {
    failing(4, { hang: true });
    await expect(setUp(30).get(ROW)).rejects.toMatchObject({ status: 504, code: 'storage.timeout' });
    expect(stub.requests).toHaveLength(4);
  });

  it('reads no reply without end', async () => {
    stub.mishaps.push({ status: 200, body: `"${'x'.repeat(33 * 1024 * 1024)}"` });
    await expect(setUp().get(ROW)).rejects.toMatchObject({ status: 502, code: 'storage.failed' });
    expect(stub.requests).toHaveLength(1);
  });

  it('says that monday is away where nobody listens', async () => {
    const sut = setUp();
    await stub.stop();
    await expect(sut.get(ROW)).rejects.toMatchObject({ status: 503, code: 'storage.unavailable' });
    stub = await AppsStorageStub.start();
  });
});
