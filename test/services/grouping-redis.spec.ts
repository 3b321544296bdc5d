import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type RedisValue } from 'ioredis';
import { GroupingRedis } from '../../src/queue/drivers/grouping-redis.js';
import { describeService } from './describe-service.js';

const SERVER_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const { hostname, port } = new URL(SERVER_URL);

type Script = (...args: (RedisValue | RedisValue[])[]) => Promise<unknown>;

const sha1 = (value: RedisValue): string =>
  createHash('sha1')
    .update(Buffer.isBuffer(value) ? value : String(value))
    .digest('hex');

describeService('a real Redis', { host: hostname, port: Number(port || 6379) }, () => {
  let sut: GroupingRedis;

  beforeAll(() => {
    sut = new GroupingRedis(SERVER_URL);
  });

  afterAll(async () => {
    await sut.quit();
  });

  /** A script that the server has never seen. */
  function define(lua: string, numberOfKeys?: number): Script {
    const name = `test-${randomUUID()}`;
    sut.defineCommand(name, {
      lua: `${lua} -- ${name}`,
      ...(numberOfKeys === undefined ? {} : { numberOfKeys }),
    });
    return (...args) => (sut as unknown as Record<string, Script>)[name]!(...args);
  }

  describe('GroupingRedis', () => {
    it('gives a script its arguments as they are, texts and bytes', async () => {
      const hash = define(
        'local all = {} for i, a in ipairs(ARGV) do all[i] = redis.sha1hex(a) end return all',
        1,
      );
      const text = fc.string({ unit: 'grapheme', maxLength: 300 });
      const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(text, bytes, fc.integer())), async (values) => {
          expect(await hash(['key', ...values])).toEqual(values.map(sha1));
        }),
      );
    });

    it('gives nothing as an empty text', async () => {
      const list = define('return {#ARGV, ARGV[1], ARGV[2]}', 0);
      const nothing = [null, undefined] as unknown as RedisValue[];
      expect(await list(nothing)).toEqual([2, '', '']);
    });

    it('gives each of many calls at once its own reply', async () => {
      const echo = define('return {KEYS[1], ARGV[1]}', 1);
      const numbers = Array.from({ length: 200 }, (_, n) => String(n));
      const replies = await Promise.all(numbers.map((n) => echo(`é${n}`, Buffer.from(n))));
      expect(replies).toEqual(numbers.map((n) => [`é${n}`, n]));
    });

    it('lets a call say how many of its arguments are keys', async () => {
      expect(await define('return {#KEYS, #ARGV}')(2, 'a', 'b', 'c')).toEqual([2, 1]);
    });

    it('fails with the error of the script', async () => {
      await expect(define("return redis.error_reply('BROKEN text')", 0)()).rejects.toThrow('BROKEN text');
    });

    it('knows the script in a transaction too', async () => {
      const name = `test-${randomUUID()}`;
      sut.defineCommand(name, { lua: `return ARGV[1] -- ${name}`, numberOfKeys: 0 });
      const transaction = sut.multi() as unknown as Record<string, Script> & ReturnType<typeof sut.multi>;
      void transaction[name]!(Buffer.from('a'));
      expect(await transaction.exec()).toEqual([[null, 'a']]);
    });
  });
});
